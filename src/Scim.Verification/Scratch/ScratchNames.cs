using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Scratch;

/// <summary>Names that no other user has: each holds the random part of the run.</summary>
internal sealed class ScratchNames
{
    private readonly HashSet<string> _sent = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _idsOfNobody = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>12 random digits from 0 to f, which every name holds.</summary>
    public string Run { get; } = RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>What the name of every user of the protocol checks begins with.</summary>
    public string Prefix => $"scim-verify-{Run}-";

    /// <summary>A text that no other of this run has.</summary>
    public string NewMark() => string.Create(CultureInfo.InvariantCulture, $"{Run}{++_count}");

    /// <summary>A <c>userName</c>, an address of a domain that is nobody's (RFC 2606 §3).</summary>
    public string NewUserName() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{++_count}@example.com");

    /// <summary>An id that no user has.</summary>
    public string NewIdOfNobody()
    {
        var id = Guid.NewGuid().ToString();
        _idsOfNobody.Add(id);
        return id;
    }

    /// <summary>True if an id is one that the run made up.</summary>
    public bool IsOfNobody(string id) => _idsOfNobody.Contains(id);

    /// <summary>True if a name has the random part of this run.</summary>
    public bool IsOwn(string? userName) => userName?.Contains(Run, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Notes what a request calls users: its texts with the random part of the run.</summary>
    public void NoteSent(SentRequest request) => _sent.UnionWith(ScratchTraces.TextsIn(request).Where(IsOwn).Select(Plain));

    /// <summary>True if the run has sent this very name, in any case: then whoever has it is of the run.</summary>
    public bool WasSent(string? userName) => IsOwn(userName) && _sent.Contains(Plain(userName!)); // null is not own.

    /// <summary>True if two names are one <c>userName</c>: case and the form of composed letters make no difference.</summary>
    public static bool AreOne(string? name, string other) =>
        name is not null && Plain(name).Equals(Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => name.Normalize(NormalizationForm.FormKC);
}

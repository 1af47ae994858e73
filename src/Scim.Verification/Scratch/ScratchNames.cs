using System.Globalization;
using System.Security.Cryptography;

namespace Scim.Verification.Scratch;

/// <summary>Names that no other user has: each holds the random part of the run.</summary>
internal sealed class ScratchNames
{
    private int _count;

    /// <summary>12 random digits from 0 to f, which every name holds.</summary>
    public string Run { get; } = RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>What the name of every user of the protocol checks begins with.</summary>
    public string Prefix => $"scim-verify-{Run}-";

    /// <summary>A text that no other of this run has.</summary>
    public string NewMark() => string.Create(CultureInfo.InvariantCulture, $"{Run}{++_count}");

    /// <summary>A <c>userName</c>, an address of a domain that is nobody's (RFC 2606 §3).</summary>
    public string NewUserName() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{++_count}@example.com");

    /// <summary>True if a name is one of this run.</summary>
    public bool IsOwn(string? userName) => userName?.Contains(Run, StringComparison.OrdinalIgnoreCase) is true;
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scim.Verification;
using Scim.Verification.Reports;

namespace Scim.Cli.Tests.Verifying;

/// <summary>A small service in memory with users of somebody else's, which may be as odd as a test wants.</summary>
internal sealed partial class SmallService : HttpMessageHandler
{
    public const string Token = "a-token-of-the-run-0123456789";
    public const string Stranger = "stranger-1";

    private const string Config =
        """{"patch":{"supported":true},"bulk":{"supported":true,"maxOperations":10},"filter":{"supported":true}}""";

    private readonly Dictionary<string, JsonObject> _users = [];
    private readonly List<(string Method, string Path)> _asked = [];
    private int _count;

    public SmallService()
    {
        for (var i = 1; i <= 3; i++)
            Keep($"stranger-{i}", new JsonObject { ["userName"] = $"jane.doe{i}@corp.example", ["title"] = "Chief" });
    }

    /// <summary>Answers in its place: the request, its path below the base, its body. Null, or an answer of null, if it answers.</summary>
    public Func<HttpRequestMessage, string, JsonObject?, HttpResponseMessage?>? InItsPlace { get; init; }

    /// <summary>The id of the next user that is made. Default: u1 and so on.</summary>
    public Func<string>? NewId { get; init; }

    /// <summary>What was asked, as methods and paths.</summary>
    public IReadOnlyList<(string Method, string Path)> Asked => _asked;

    /// <summary>What was asked of a user of somebody else's.</summary>
    public IEnumerable<(string Method, string Path)> AskedOfStrangers =>
        _asked.Where(asked => asked.Path.StartsWith("/Users/stranger", StringComparison.Ordinal));

    /// <summary>The ids of all users who are there.</summary>
    public IEnumerable<string> Ids => _users.Keys;

    /// <summary>Verifies it.</summary>
    public Task<VerificationReport> VerifyAsync(string only = "") => Verifier.RunAsync(
        this,
        new VerificationOptions("https://scim.example.com/scim/v2", Token) { PerSecond = 10_000, Only = only },
        TimeProvider.System,
        progress: null,
        TestContext.Current.CancellationToken);

    public static HttpResponseMessage Answer(int status, string? body = null) => new((HttpStatusCode)status)
    {
        Content = new StringContent(body ?? "", Encoding.UTF8, "application/scim+json"),
    };

    /// <summary>A user as it is stored; null if there is none.</summary>
    public JsonObject? User(string id) => _users.GetValueOrDefault(id);

    /// <summary>Makes a user and says nothing of it.</summary>
    public JsonObject Keep(string id, JsonObject user)
    {
        var kept = user.DeepClone().AsObject();
        kept["id"] = id;
        return _users[id] = kept;
    }

    public static string List(IEnumerable<JsonObject> users, int? total = null)
    {
        var list = users.Select(user => user.DeepClone()).ToArray();
        return new JsonObject { ["totalResults"] = total ?? list.Length, ["Resources"] = new JsonArray(list) }.ToJsonString();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath["/scim/v2".Length..]); // Every request has one.
        _asked.Add((request.Method.Method, path));
        var body = request.Content is null ? null : await ServiceFault.ReadAsync(request.Content) as JsonObject;
        return InItsPlace?.Invoke(request, path, body) ?? Answer(request, path, body);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string path, JsonObject? body)
    {
        if (path == "/ServiceProviderConfig") return Answer(200, Config);
        if (path == "/Users" && request.Method == HttpMethod.Get) return Answer(200, List(Found(request.RequestUri!.Query)));
        if (path == "/Users" && request.Method == HttpMethod.Post)
        {
            return body?["userName"]?.ToString() is { Length: > 0 }
                ? Answer(201, Keep(NewId?.Invoke() ?? $"u{++_count}", body).ToJsonString())
                : Answer(400);
        }
        if (!path.StartsWith("/Users/", StringComparison.Ordinal) || User(path["/Users/".Length..]) is not { } user) return Answer(404);
        if (request.Method == HttpMethod.Delete) _users.Remove(path["/Users/".Length..]);
        return request.Method == HttpMethod.Delete ? Answer(204) : Answer(200, user.ToJsonString());
    }

    private IEnumerable<JsonObject> Found(string query)
    {
        if (Name().Match(Uri.UnescapeDataString(query)) is not { Success: true } asked) return _users.Values.Take(1);
        var (isWhole, name) = (asked.Groups[1].Value == "eq", asked.Groups[2].Value);
        return _users.Values.Where(user => user["userName"]?.ToString() is { } other
            && (isWhole
                ? other.Equals(name, StringComparison.OrdinalIgnoreCase)
                : other.Contains(name, StringComparison.OrdinalIgnoreCase)));
    }

    [GeneratedRegex("filter=userName (eq|co) \"([^\"]+)\"$")]
    private static partial Regex Name();
}

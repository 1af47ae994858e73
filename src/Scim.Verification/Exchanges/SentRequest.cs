using System.Text;

namespace Scim.Verification.Exchanges;

/// <summary>A request to the service that is verified.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query below the base URL, encoded as on the wire, beginning with a slash.</param>
/// <param name="Body">The body as text, which is sent as UTF-8; null for none.</param>
public sealed record SentRequest(string Method, string Path, string? Body = null)
{
    private const string ScimJson = "application/scim+json";

    /// <summary>
    /// Header fields besides <c>Authorization</c>. Default: <c>Accept</c>, and <c>Content-Type</c> of a body, are SCIM's.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>What stands in the field <c>Authorization</c>; null for the token of the run, empty for no such field.</summary>
    public string? Authorization { get; init; }

    /// <summary>The path without its query, and without the slash that may end it.</summary>
    public string PathAlone => Path.Split('?')[0].TrimEnd('/');

    /// <summary>What is said of it in a report. Default: method and path.</summary>
    public string InWords { get => field ?? $"{Method} {Path}"; init; }

    /// <summary>True if the answer may be <c>application/json</c>, since it is asked for.</summary>
    public bool TakesPlainJson =>
        Fields.TryGetValue("Accept", out var accept) && accept.Contains("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>True if it asks for some attributes only.</summary>
    public bool IsProjected =>
        Path.Contains("ttributes=", StringComparison.OrdinalIgnoreCase)
        || (Body is not null && PathAlone.EndsWith("/.search", StringComparison.OrdinalIgnoreCase));

    /// <summary>The request as it is sent to a service; each call makes a new one.</summary>
    /// <param name="baseUrl">The base URL, without a slash at its end.</param>
    public HttpRequestMessage ToMessage(string baseUrl)
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), baseUrl + Path);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            if (!Fields.ContainsKey("Content-Type")) message.Content.Headers.TryAddWithoutValidation("Content-Type", ScimJson);
        }
        foreach (var (name, value) in Fields)
        {
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            else
                message.Headers.TryAddWithoutValidation(name, value);
        }
        if (!Fields.ContainsKey("Accept")) message.Headers.TryAddWithoutValidation("Accept", ScimJson);
        return message;
    }
}

namespace Scim.Events;

/// <summary>Settings of the streams of events.</summary>
public sealed class EventOptions
{
    /// <summary>
    /// The keys by which tokens are signed, as JSON: <c>[{"kid":…,"alg":"ES256","pem":…,"signsFrom":…}]</c>. A secret. Default null,
    /// like an empty text or a reference to a vault that the platform could not resolve: there is none, and nothing is handed out.
    /// </summary>
    public string? SigningKeys { get; set; }

    /// <summary>
    /// True if events may be pushed to addresses of private networks, for receivers in the service's own network. Default: false.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>
    /// The values of the Authorization field for receivers, by the names that streams know them by. Secrets. Default: none.
    /// </summary>
    public Dictionary<string, string> Authorization { get; init; } = new(StringComparer.OrdinalIgnoreCase);
}

namespace Scim.Resilience.Tests.Isolation;

/// <summary>Every way in which a request can name something. A new route needs a case here.</summary>
internal static class IsolationCases
{
    private static readonly Sender Anybody = new("token", "client", "secret", "user");

    public static IReadOnlyList<IsolationCase> All { get; } =
    [
        .. new[] { UserCases.All, ListCases.All, BulkCases.All, OAuthCases.All, DiscoveryCases.All, EventCases.All }
            .SelectMany(cases => cases)
            .SelectMany(example => RequestOf(example).Method == "GET" ? new[] { example, example.AsHead() } : [example]),
    ];

    /// <summary>A request of the case, to look at.</summary>
    public static RawRequest RequestOf(IsolationCase example) => example.Request(new Thing(), Anybody);
}

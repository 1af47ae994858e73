using Scim.Operations.Connectors;
using Scim.Operations.Remedies;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Requests;

/// <summary>Counts refusals by their reasons.</summary>
/// <param name="account">The account.</param>
/// <param name="connectors">The connector of each client that has one.</param>
internal sealed class ReasonTally(AccountId account, IReadOnlyDictionary<ClientId, string> connectors)
{
    // Details name attributes, and a client may make up names: past this many, they are not told apart any more.
    private const int MostReasons = 500;

    private readonly Dictionary<(RefusalKind Kind, string? Connector), Counts> _counts = [];

    /// <summary>Counts an entry; the newest comes first.</summary>
    public void Add(LoggedRequest entry)
    {
        var counts = Of(RefusalKind.Of(entry), entry.Client);
        counts.Add(entry.Client, 1, entry.When);
        counts.CorrelationId ??= entry.CorrelationId;
        counts.User ??= entry.User;
    }

    /// <summary>Counts what the meter denied.</summary>
    public void Add(RequestTraffic traffic) =>
        Of(new RefusalKind(Operation: null, 429, Type: null, Detail: null), traffic.Client)
            .Add(traffic.Client, traffic.Denied, traffic.Minute);

    /// <summary>The reasons, the most frequent first.</summary>
    public IReadOnlyList<RefusalReason> Reasons() =>
    [
        .. _counts.Select(reason => ReasonOf(reason.Key.Kind, reason.Key.Connector, reason.Value))
            .OrderByDescending(reason => reason.Count)
            .ThenByDescending(reason => reason.Last),
    ];

    private Counts Of(RefusalKind kind, ClientId client)
    {
        var connector = connectors.GetValueOrDefault(client);
        if (_counts.Count >= MostReasons && !_counts.ContainsKey((kind, connector)))
            kind = kind with { Detail = null };
        if (!_counts.TryGetValue((kind, connector), out var counts))
            _counts.Add((kind, connector), counts = new Counts());
        return counts;
    }

    private RefusalReason ReasonOf(RefusalKind kind, string? connector, Counts counts)
    {
        ClientId? single = counts.Clients.Count == 1 ? counts.Clients.Min : null;
        return new RefusalReason(kind, connector)
        {
            Count = counts.Count,
            First = counts.First,
            Last = counts.Last,
            CorrelationId = counts.CorrelationId,
            User = counts.User,
            Clients = [.. counts.Clients],
            Remedy = RefusalRemedies.For(kind, account, single, connector is null ? null : ConnectorProfiles.Find(connector)),
        };
    }

    private sealed class Counts
    {
        public long Count { get; private set; }

        public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

        public SortedSet<ClientId> Clients { get; } = new(Comparer<ClientId>.Create(
            static (left, right) => string.CompareOrdinal(left.Value, right.Value)));

        public string? CorrelationId { get; set; }

        public UserId? User { get; set; }

        public void Add(ClientId client, long count, DateTimeOffset when)
        {
            Count += count;
            Clients.Add(client);
            First = when < First ? when : First;
            Last = when > Last ? when : Last;
        }
    }
}

using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Connectors;

/// <summary>What a connector needs of its client, and the form in which it is configured.</summary>
public sealed record ConnectorProfile
{
    /// <summary>Its name for an operator to type.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in sentences.</summary>
    public required string Title { get; init; }

    /// <summary>The fields of its form for a client with a secret, in its order.</summary>
    public required IReadOnlyList<ConnectorField> Fields { get; init; }

    /// <summary>The same for a federated client; null if the connector sends no assertions.</summary>
    public IReadOnlyList<ConnectorField>? FederatedFields { get; init; }

    /// <summary>What it calls the places where its administrator changes something.</summary>
    public required ConnectorPlaces Places { get; init; }

    /// <summary>How fast its client may call. Default: 25 requests per second, burst 50.</summary>
    public RateLimit RateLimit { get; init; } = new(25, 50);

    /// <summary>The fewest requests per second that it works with. Default: 0 for any.</summary>
    public double LeastPerSecond { get; init; }

    /// <summary>How long its client's tokens live. Only the time may be another, not whether there is one.</summary>
    public TokenPolicy Policy { get; init; } = TokenPolicy.Sliding;

    /// <summary>How long its client's secret is good. Default: null for ever.</summary>
    public TimeSpan? SecretLifetime { get; init; }

    /// <summary>The bounds of that. Default: null for any.</summary>
    public SecretTermBounds? SecretBounds { get; init; }

    /// <summary>True if its form takes a token, which is issued together with the client.</summary>
    public bool TakesToken { get; init; }

    /// <summary>What of an order the connector does not work with; nothing if all is right.</summary>
    public IEnumerable<string> Objections(ClientOrder order)
    {
        if (order.Policy.IsFixed is { } isFixed && isFixed != Policy.IsFixed)
        {
            yield return Policy.IsFixed
                ? $"{Title} takes tokens of a fixed lifetime only."
                : $"{Title} keeps one token, which must live as long as it is used.";
        }
        if (order.PerSecond < LeastPerSecond)
            yield return $"{Title} needs at least {LeastPerSecond:0} requests per second.";
        if (SecretBounds is { } bounds && order.SecretLifetime is { } lifetime && !bounds.Have(lifetime))
            yield return $"{Title} takes secrets that expire after {bounds.Words}.";
        if (order.Trust is not null && FederatedFields is null)
            yield return $"{Title} has no workload identity federation.";
    }
}

/// <summary>How long a connector lets a secret be good.</summary>
/// <param name="Shortest">The shortest.</param>
/// <param name="Longest">The longest.</param>
/// <param name="Words">Both in words.</param>
public sealed record SecretTermBounds(TimeSpan Shortest, TimeSpan Longest, string Words)
{
    /// <summary>True if a time is within them.</summary>
    public bool Have(TimeSpan lifetime) => lifetime >= Shortest && lifetime <= Longest;
}

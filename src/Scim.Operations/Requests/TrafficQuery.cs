using Scim.Provisioning.Identities;

namespace Scim.Operations.Requests;

/// <summary>Which traffic of an account is asked for.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Grain">How long an interval is.</param>
/// <param name="From">The first instant; the interval that it lies in is the first.</param>
/// <param name="To">The end; an interval that begins there or later is left out.</param>
public sealed record TrafficQuery(AccountId Account, TrafficGrain Grain, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Only that of this client; null, the default, for all.</summary>
    public ClientId? Client { get; init; }
}

/// <summary>How long an interval of traffic is.</summary>
public enum TrafficGrain
{
    /// <summary>A minute.</summary>
    Minute,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day, by UTC.</summary>
    Day,
}

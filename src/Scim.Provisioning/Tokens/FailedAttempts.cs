using Scim.Provisioning.Caching;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// Meters failed attempts to authenticate as a client, in this instance's memory: those of one client from one address, and all from one
/// address. An attempt is counted as failed when it begins and given back when it succeeds, so that no more are verified at once than may
/// fail. Who fails too often must wait there; a client is never locked out at another address, and a secret that was good here within an
/// hour is never made to wait.
/// </summary>
public sealed class FailedAttempts(TimeProvider time) : IDisposable
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly TimeProvider _time = time;
    private readonly Allowances<Source> _allowances = new(2 * Capacity, time);
    private readonly BoundedCache<(ClientId, SecretHash), bool> _good = new(Capacity, Remembered, time);

    /// <summary>Failures of one client from one address: 10 at once, then 10 a minute.</summary>
    public static RateLimit OfClient { get; } = new(10.0 / 60, 10);

    /// <summary>Failures from one address, whatever the client: 60 at once, then 60 a minute.</summary>
    public static RateLimit OfAddress { get; } = new(60.0 / 60, 60);

    /// <summary>Failures of one client from all private or unknown addresses together: 200 at once, then 10 a second.</summary>
    public static RateLimit OfClientAtShared { get; } = new(10, 200);

    /// <summary>Failures from all private or unknown addresses together: 1,000 at once, then 100 a second.</summary>
    public static RateLimit OfShared { get; } = new(100, 1_000);

    /// <summary>How many allowances are remembered, for tests of the bound.</summary>
    internal int Count => _allowances.Count;

    /// <summary>Begins an attempt, if it may be made now.</summary>
    /// <param name="clientId">The client's id as it was sent.</param>
    /// <param name="secret">The secret, or the assertion in its place, as it was sent.</param>
    /// <param name="address">Where the attempt comes from.</param>
    public Attempt Begin(string clientId, string secret, ClientAddress address)
    {
        var client = ClientId.TryParse(clientId, out var known) ? known : (ClientId?)null;
        var credentials = client is { } id ? (id, SecretHash.Of(secret)) : ((ClientId, SecretHash)?)null;
        if (credentials is { } sent && _good.TryGet(sent, out _))
            return new Attempt(this, [], credentials, TimeSpan.Zero);
        var (ofClient, ofAddress) = address == ClientAddress.Shared ? (OfClientAtShared, OfShared) : (OfClient, OfAddress);
        (Source, RateLimit)[] allowances = client is null
            ? [(new Source(null, address), ofAddress)]
            : [(new Source(null, address), ofAddress), (new Source(client, address), ofClient)];
        return new Attempt(this, allowances, credentials, _allowances.Take(allowances));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _allowances.Dispose();
        _good.Dispose();
    }

    /// <summary>What failures are counted by.</summary>
    /// <param name="Client">The client; null for all of them.</param>
    /// <param name="Address">The address.</param>
    internal readonly record struct Source(ClientId? Client, ClientAddress Address);

    /// <summary>An attempt to authenticate as a client.</summary>
    public sealed class Attempt
    {
        private readonly FailedAttempts _owner;
        private readonly (Source, RateLimit)[] _taken;
        private readonly (ClientId, SecretHash)? _credentials;

        internal Attempt(FailedAttempts owner, (Source, RateLimit)[] taken, (ClientId, SecretHash)? credentials, TimeSpan wait) =>
            (_owner, _taken, _credentials, Wait) = (owner, taken, credentials, wait);

        /// <summary>How long to wait before it may be made; zero if it may be made now.</summary>
        public TimeSpan Wait { get; }

        /// <summary>Notes that the secret was right: nothing has failed.</summary>
        public void Succeeded()
        {
            Undecided();
            if (_credentials is { } good)
                _owner._good.Set(good, true, _owner._time.GetTimestamp());
        }

        /// <summary>Notes that the secret was wrong. A secret that was good is not believed any more.</summary>
        public void Failed()
        {
            if (_credentials is { } bad)
                _owner._good.Remove(bad);
        }

        /// <summary>Notes that the secret could not be verified: nothing has failed.</summary>
        public void Undecided() => _owner._allowances.GiveBack(_taken);
    }
}

using Microsoft.Extensions.Logging;
using Scim.Provisioning.Caching;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Telemetry;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// Warns of secrets that end soon or have ended, from <see cref="ClientSecret.Notice"/> before, once a day and instance for each, whenever
/// their client is in use by a token or a secret.
/// </summary>
public sealed partial class EndingSecrets(TimeProvider time, ILogger<EndingSecrets> logger) : IDisposable
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly BoundedCache<(ClientId, DateTimeOffset), bool> _told = new(Capacity, Day, time);

    /// <summary>Looks at a client that was read.</summary>
    internal void See(OAuthClient? client)
    {
        if (client is null or { Disabled: true })
            return;
        var now = time.GetUtcNow();
        foreach (var secret in client.Secrets)
        {
            if (secret.Expires is not { } end || !secret.IsEndingAt(now) || _told.TryGet((client.Id, end), out _))
                continue;
            _told.Set((client.Id, end), true, time.GetTimestamp());
            ProvisioningMetrics.SecretEnds(client.Id);
            if (secret.IsLiveAt(now))
                Ends(client.Id.Value, client.Account.Value, end);
            else
                HasEnded(client.Id.Value, client.Account.Value, end);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _told.Dispose();

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message =
        "A secret of client {Client} of account {Account} ends at {End:u}. Give it a new one: scim client rotate-secret CLIENT, and when "
        + "the connector has it: scim client drop-old-secret CLIENT")]
    private partial void Ends(string client, string account, DateTimeOffset end);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Warning, Message =
        "A secret of client {Client} of account {Account} has ended at {End:u} and is refused. If the connector still uses it, give it a "
        + "new one: scim client rotate-secret CLIENT; else drop it: scim client drop-old-secret CLIENT")]
    private partial void HasEnded(string client, string account, DateTimeOffset end);
}

using System.Diagnostics.Metrics;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Telemetry;

/// <summary>What the service counts of itself.</summary>
internal static class ProvisioningMetrics
{
    private static readonly Counter<long> Denials = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.denials", "{request}", "Requests over their client's rate, which were answered 429.");

    private static readonly Counter<long> Shortages = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.licence.shortages", "{user}", "Users that were stored deactivated because no licence was free.");

    private static readonly Counter<long> EndingSecrets = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.secrets.ending",
        "{secret}",
        "Secrets of clients in use that end within 30 days or have ended; each once a day and instance.");

    /// <summary>A secret of a client ends soon or has ended.</summary>
    public static void SecretEnds(ClientId client) =>
        EndingSecrets.Add(1, new KeyValuePair<string, object?>("scim.client", client.Value));

    /// <summary>A client was over its rate.</summary>
    public static void Denied(ClientId client) =>
        Denials.Add(1, new("scim.client", client.Value), new("scim.operation", RunningOperation.Name));

    /// <summary>A user was stored without the licence that was asked for.</summary>
    public static void WithoutLicence(AccountId account) =>
        Shortages.Add(1, new KeyValuePair<string, object?>("scim.account", account.Value));
}

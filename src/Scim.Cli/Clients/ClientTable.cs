using System.Globalization;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Clients;

/// <summary>Clients in a table that can be read at a width of 100.</summary>
internal static class ClientTable
{
    public static IReadOnlyList<Column<OAuthClient>> Columns { get; } =
    [
        new("client", client => client.Id.Value) { IsWhole = true },
        new("account", client => client.Connector is { } connector
            ? new CellLines([client.Account.Value, $"for {connector}"])
            : client.Account.Value),
        new("limits", client => new CellLines(Limits(client))) { IsWhole = true },
        new("newestSecret", client => client.Trust is null ? Days(ClientReport.Newest(client)) : "federated") { IsWhole = true },
        new("olderSecret", client => Days(ClientReport.Older(client))) { IsWhole = true },
    ];

    private static IEnumerable<string> Limits(OAuthClient client)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{client.RateLimit.PerSecond}/s, {client.RateLimit.Burst}");
        yield return client.Policy.FixedLifetime is { } lifetime
            ? $"{PolicyOptions.Fixed} {Duration.ToText(lifetime)}"
            : PolicyOptions.Sliding;
        if (client.Disabled) yield return "disabled";
    }

    private static CellLines? Days(ClientSecret? secret) => secret is null ? null : new CellLines(
    [
        $"made {Day(secret.Created)}",
        secret.LastUsed is { } used ? $"used {Day(used)}" : "not used",
        secret.Expires is { } end ? $"ends {Day(end)}" : "has no end",
    ]);

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

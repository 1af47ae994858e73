using Scim.Cli.Output;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Clients;

/// <summary>What there is to say of a client, without its secrets.</summary>
internal static class ClientReport
{
    public static IReadOnlyList<Column<OAuthClient>> Columns { get; } =
    [
        new("client", client => client.Id.Value),
        new("account", client => client.Account.Value),
        new("scopes", client => client.Scopes),
        new("requestsPerSecond", client => client.RateLimit.PerSecond),
        new("burst", client => client.RateLimit.Burst),
        new("secrets", client => client.Secrets.Count),
        new("newestSecret", client => client.Secrets.Count > 0 ? client.Secrets.Max(secret => secret.Created) : null),
        new("disabled", client => client.Disabled),
    ];

    /// <summary>With the secret, which is shown once.</summary>
    public static IReadOnlyList<Column<CreatedClient>> WithSecret { get; } =
    [
        .. Columns.Select(column => new Column<CreatedClient>(column.Name, issued => column.Value(issued.Client))),
        new("secret", issued => issued.Secret),
    ];
}

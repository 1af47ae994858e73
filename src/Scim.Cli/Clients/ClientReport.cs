using Scim.Cli.Output;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Clients;

/// <summary>What there is to say of a client, without its secrets.</summary>
internal static class ClientReport
{
    /// <summary>The client itself.</summary>
    public static IReadOnlyList<Column<OAuthClient>> Basics { get; } =
    [
        new("client", client => client.Id.Value),
        new("account", client => client.Account.Value),
        new("scopes", client => client.Scopes),
        new("requestsPerSecond", client => client.RateLimit.PerSecond),
        new("burst", client => client.RateLimit.Burst),
        new("secrets", client => client.Secrets.Count),
        new("newestSecret", client => Newest(client)?.Created),
        new("disabled", client => client.Disabled),
        new("tokenPolicy", client => client.Policy.IsFixed ? PolicyOptions.Fixed : PolicyOptions.Sliding),
        new("tokenLifetimeSeconds", client => (long)client.Policy.Lifetime.TotalSeconds),
        new("federated", client => client.Trust is not null),
        new("connector", client => client.Connector),
    ];

    /// <summary>Everything: the client, when each secret was made and used and expires, and whom it trusts.</summary>
    public static IReadOnlyList<Column<OAuthClient>> Columns { get; } =
    [
        .. Basics,
        new("newestSecretLastUsed", client => Newest(client)?.LastUsed),
        new("newestSecretExpires", client => Newest(client)?.Expires),
        new("olderSecret", client => Older(client)?.Created),
        new("olderSecretLastUsed", client => Older(client)?.LastUsed),
        new("olderSecretExpires", client => Older(client)?.Expires),
        new("issuer", client => client.Trust?.Issuer),
        new("subject", client => client.Trust?.Subject),
        new("audience", client => client.Trust?.Audience),
        new("jwks", client => client.Trust?.KeySet.AbsoluteUri),
        new("tenant", client => client.Trust?.Tenant),
    ];

    /// <summary>Everything, with the new secret, which is shown once.</summary>
    public static IReadOnlyList<Column<CreatedClient>> WithSecret { get; } =
    [
        .. Columns.Select(column => new Column<CreatedClient>(column.Name, issued => column.Value(issued.Client))),
        new("secret", issued => issued.Secret),
    ];

    /// <summary>One client: all that there is to say of it for scripts, and what does not hold for it left out for people.</summary>
    public static void Print<T>(Answers answers, T item, IReadOnlyList<Column<T>> columns) =>
        answers.Item(item, answers.AsJson ? columns : [.. columns.Where(column => column.Value(item) is not null)]);

    /// <summary>Its newest secret; null if it has none.</summary>
    public static ClientSecret? Newest(OAuthClient client) => client.Secrets.Count > 0 ? client.Secrets[^1] : null;

    /// <summary>The secret that it had before; null if it has none besides the newest.</summary>
    public static ClientSecret? Older(OAuthClient client) => client.Secrets.Count > 1 ? client.Secrets[0] : null;
}

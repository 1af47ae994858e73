using Scim.LocalHost.Settings;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;

namespace Scim.LocalHost.Demo;

/// <summary>
/// The account that every local host offers, with one client whose secret everybody knows. Several hosts may seed it at once, and the
/// settings of the last one count.
/// </summary>
internal sealed class DemoAccount(IAccountStore accounts, IClientStore clients, TimeProvider time)
{
    public const string Name = "demo";
    public const string Client = "demo";
    public const string Secret = "demo-secret";

    private static readonly AccountId Account = AccountId.Parse(Name);
    private static readonly ClientId ClientId = ClientId.Parse(Client);

    /// <exception cref="StartException">The account was deleted, or the client belongs to another account.</exception>
    public Task SeedAsync(DemoSettings settings, CancellationToken cancellationToken) =>
        Task.WhenAll(SeedAccountAsync(settings, cancellationToken), SeedClientAsync(settings, cancellationToken));

    private async Task SeedAccountAsync(DemoSettings settings, CancellationToken cancellationToken)
    {
        // As a rule it is there: looking is cheaper than a refused write, whose exception a process that has just started pays dearly.
        var row = await accounts.FindAsync(Account, cancellationToken);
        if (row is null && await accounts.CreateAsync(Account, time.GetUtcNow(), settings.Licences, Strictness.Lenient, cancellationToken))
            return;
        var registration = await accounts.FindRegistrationAsync(Account, cancellationToken);
        if (registration is not { State: AccountState.Active })
            throw new StartException($"The account '{Name}' was deleted here. Set TableStorage:TablePrefix to use other tables.");
        while ((row ??= await accounts.FindAsync(Account, cancellationToken)) is { } found && found.LicencesOwned != settings.Licences)
        {
            if (await accounts.UpdateSettingsAsync(found, settings.Licences, found.Settings, cancellationToken) is not null) return;
            row = null;
        }
    }

    private async Task SeedClientAsync(DemoSettings settings, CancellationToken cancellationToken)
    {
        var wanted = new OAuthClient
        {
            Id = ClientId,
            Account = Account,
            Secrets = [new ClientSecret(SecretHash.Of(Secret), time.GetUtcNow())],
            Scopes = [Caller.ScimScope],
            RateLimit = settings.RateLimit,
        };
        if (await clients.FindAsync(ClientId, cancellationToken) is null && await clients.AddAsync(wanted, cancellationToken)) return;
        while (await clients.FindAsync(ClientId, cancellationToken) is { } client)
        {
            if (client.Account != Account)
                throw new StartException(
                    $"The client '{Client}' belongs to another account here. Set TableStorage:TablePrefix to use other tables.");
            if (client.RateLimit == wanted.RateLimit) return;
            if (await clients.UpdateAsync(client with { RateLimit = wanted.RateLimit }, cancellationToken) is not null) return;
        }
    }
}

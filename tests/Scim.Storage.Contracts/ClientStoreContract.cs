using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Storage.Contracts;

/// <summary>What every store of OAuth clients must do.</summary>
public abstract class ClientStoreContract : StorageContract
{
    [Theory]
    [InlineData(4.0, 4, false, 0)]
    [InlineData(0.5, 1, true, 1)]
    [InlineData(25.25, 100, false, 2)]
    public async Task A_client_is_found_as_added(double rate, int burst, bool disabled, int secrets)
    {
        var client = Client("c-1", secrets) with { RateLimit = new RateLimit(rate, burst), Disabled = disabled };

        Assert.True(await Ports.Clients.AddAsync(client, Cancel));

        AssertSame(client, await Ports.Clients.FindAsync(client.Id, Cancel));
    }

    [Fact]
    public async Task A_client_has_a_policy_and_secrets_with_an_end()
    {
        var secret = new ClientSecret(SecretHash.Of("s"), Sample.Start, Sample.Start.AddDays(365), Sample.Start.AddDays(2));
        var client = (Client("c-1", 0) with { Secrets = [secret], Connector = "entra" })
            .With(TokenPolicy.Fixed(TimeSpan.FromHours(2)), Sample.Start);

        await Ports.Clients.AddAsync(client, Cancel);

        AssertSame(client, await Ports.Clients.FindAsync(client.Id, Cancel));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("11111111-2222-3333-4444-555555555555")]
    public async Task A_client_may_be_federated(string? tenant)
    {
        var keys = new Uri("https://login.example.com/discovery/v2.0/keys?p=%20");
        var client = Client("c-1", 0) with { Trust = new FederatedTrust("https://login.example.com/", "Ä", "api://x", keys, tenant) };

        await Ports.Clients.AddAsync(client, Cancel);

        AssertSame(client, await Ports.Clients.FindAsync(client.Id, Cancel));
    }

    [Fact]
    public async Task A_use_of_a_secret_is_noted_beside_it()
    {
        await Ports.Clients.AddAsync(Client("c-1", 2), Cancel);
        var asRead = (await Ports.Clients.FindAsync(ClientId.Parse("c-1"), Cancel))!;

        await Ports.Clients.NoteUseAsync(asRead, asRead.Secrets[1].Hash, Sample.Start.AddDays(9), Cancel);

        var found = await Ports.Clients.FindAsync(asRead.Id, Cancel);
        AssertSame(asRead with { Secrets = [asRead.Secrets[0], asRead.Secrets[1] with { LastUsed = Sample.Start.AddDays(9) }] }, found);
    }

    [Fact]
    public async Task A_use_undoes_no_change()
    {
        await Ports.Clients.AddAsync(Client("c-1", 2), Cancel);
        var asRead = (await Ports.Clients.FindAsync(ClientId.Parse("c-1"), Cancel))!;
        var changed = await Ports.Clients.UpdateAsync(asRead with { Secrets = [asRead.Secrets[1]] }, Cancel);

        await Ports.Clients.NoteUseAsync(asRead, asRead.Secrets[1].Hash, Sample.Start.AddDays(9), Cancel);

        AssertSame(changed!, await Ports.Clients.FindAsync(asRead.Id, Cancel));
    }

    [Fact]
    public async Task An_id_is_given_once()
    {
        await Ports.Clients.AddAsync(Client("c-1", 1), Cancel);

        Assert.False(await Ports.Clients.AddAsync(Client("c-1", 2), Cancel));
        Assert.Single((await Ports.Clients.FindAsync(ClientId.Parse("c-1"), Cancel))!.Secrets);
    }

    [Fact]
    public async Task Ids_differ_by_case()
    {
        await Ports.Clients.AddAsync(Client("c-a", 1), Cancel);

        Assert.True(await Ports.Clients.AddAsync(Client("C-A", 2), Cancel));
        Assert.Null(await Ports.Clients.FindAsync(ClientId.Parse("c-A"), Cancel));
    }

    [Fact]
    public async Task A_change_drops_what_it_leaves_out()
    {
        await Ports.Clients.AddAsync(Client("c-1", 2), Cancel);
        var asRead = (await Ports.Clients.FindAsync(ClientId.Parse("c-1"), Cancel))!;
        var changed = asRead with { Secrets = [asRead.Secrets[1]], Scopes = [], Disabled = true };

        var written = await Ports.Clients.UpdateAsync(changed, Cancel);

        AssertSame(changed, written);
        var found = await Ports.Clients.FindAsync(asRead.Id, Cancel);
        AssertSame(changed, found);
        Assert.Equal(written!.ETag, found!.ETag);
    }

    [Fact]
    public async Task A_change_of_what_changed_is_refused()
    {
        await Ports.Clients.AddAsync(Client("c-1", 1), Cancel);
        var asRead = (await Ports.Clients.FindAsync(ClientId.Parse("c-1"), Cancel))!;
        await Ports.Clients.UpdateAsync(asRead with { Disabled = true }, Cancel);

        Assert.Null(await Ports.Clients.UpdateAsync(asRead with { Scopes = ["other"] }, Cancel));
        Assert.True((await Ports.Clients.FindAsync(asRead.Id, Cancel))!.Disabled);
    }

    [Fact]
    public async Task Every_client_is_listed()
    {
        Assert.Empty(await Ports.Clients.ListAsync(Cancel).ToListAsync(Cancel));
        await Ports.Clients.AddAsync(Client("c-1", 1), Cancel);
        await Ports.Clients.AddAsync(Client("c-2", 0), Cancel);

        var ids = await Ports.Clients.ListAsync(Cancel).Select(client => client.Id.Value).ToListAsync(Cancel);

        Assert.Equal(["c-1", "c-2"], ids.Order());
    }

    private static OAuthClient Client(string id, int secrets) => new()
    {
        Id = ClientId.Parse(id),
        Account = Sample.Account,
        Secrets =
            [.. Enumerable.Range(0, secrets).Select(number => new ClientSecret(SecretHash.Of($"s{number}"), Sample.Start.AddDays(number)))],
        Scopes = ["scim", "other"],
        RateLimit = RateLimit.Default,
    };

    private static void AssertSame(OAuthClient expected, OAuthClient? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Secrets, actual.Secrets);
        Assert.Equal(expected.Scopes, actual.Scopes);
        Assert.Equal(
            expected with { Secrets = [], Scopes = [], ETag = "" }, actual with { Secrets = [], Scopes = [], ETag = "" });
        Assert.NotEmpty(actual.ETag);
    }
}

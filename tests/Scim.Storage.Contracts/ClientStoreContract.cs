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
            (expected.Id, expected.Account, expected.RateLimit, expected.Disabled),
            (actual.Id, actual.Account, actual.RateLimit, actual.Disabled));
        Assert.NotEmpty(actual.ETag);
    }
}

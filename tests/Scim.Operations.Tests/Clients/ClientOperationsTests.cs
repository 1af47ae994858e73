using Scim.Operations.Clients;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Tests.Clients;

public sealed class ClientOperationsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_third_secret_is_refused_until_the_old_one_is_dropped()
    {
        await using var site = await OperatorSite.StartAsync();
        var clients = site.Get<ClientOperations>();
        var client = (await clients.CreateAsync(new NewClient(OperatorSite.Acme), Cancel)).Client.Id;
        await clients.RotateSecretAsync(client, lifetime: null, Cancel);

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(() => clients.RotateSecretAsync(client, lifetime: null, Cancel));
        await clients.DropOldSecretAsync(client, Cancel);

        Assert.Equal(new Remedy.DropOldSecret(client), refused.Refusal.Remedy);
        Assert.Equal(2, (await clients.RotateSecretAsync(client, lifetime: null, Cancel)).Client.Secrets.Count);
        await Assert.ThrowsAsync<OperationRefusedException>(async () =>
        {
            await clients.DropOldSecretAsync(client, Cancel);
            await clients.FindWithOldSecretAsync(client, Cancel);
        });
    }
}

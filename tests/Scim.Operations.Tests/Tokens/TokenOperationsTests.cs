using Scim.Operations.Clients;
using Scim.Operations.Tokens;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Tests.Tokens;

public sealed class TokenOperationsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_found_by_the_beginning_of_its_fingerprint_and_revoked()
    {
        await using var site = await OperatorSite.StartAsync();
        var client = await site.Get<ClientOperations>().CreateAsync(new NewClient(OperatorSite.Acme), Cancel);
        var tokens = site.Get<TokenOperations>();
        var issued = await tokens.IssueAsync(client.Client.Id, lifetime: null, Cancel);

        var found = await tokens.FindAsync(Fingerprint.Of(issued.Token)[..Fingerprint.Shortest], Cancel);
        await tokens.RevokeAsync(found, Cancel);

        Assert.Equal(issued.Token.Hash, found.Hash);
        Assert.True((await tokens.ListAsync(account: null, client.Client.Id, Cancel).SingleAsync(Cancel)).Revoked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456")]
    [InlineData("0123456g")]
    [InlineData("0123456789abcdef")]
    public async Task What_names_no_token_is_refused(string digits)
    {
        await using var site = await OperatorSite.StartAsync();

        await Assert.ThrowsAsync<OperationRefusedException>(() => site.Get<TokenOperations>().FindAsync(digits, Cancel));
    }

    [Fact]
    public async Task A_client_that_is_disabled_gets_no_token()
    {
        await using var site = await OperatorSite.StartAsync();
        var clients = site.Get<ClientOperations>();
        var client = (await clients.CreateAsync(new NewClient(OperatorSite.Acme), Cancel)).Client.Id;
        await clients.DisableAsync(client, Cancel);

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(
            () => site.Get<TokenOperations>().IssueAsync(client, lifetime: null, Cancel));

        Assert.Equal(new Remedy.EnableClient(client), refused.Refusal.Remedy);
    }
}

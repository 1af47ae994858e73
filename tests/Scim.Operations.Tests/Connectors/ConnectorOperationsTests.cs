using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moq;
using Scim.Operations.Clients;
using Scim.Operations.Connectors;
using Scim.Operations.Tokens;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Tests.Connectors;

public sealed class ConnectorOperationsTests
{
    private static readonly TrustOrder Trust = new("i", "s", "a", "https://idp.example.com/keys", Tenant: null);

    public static TheoryData<ClientOrder, string> Wrong => new()
    {
        { Order() with { Policy = new PolicyChoice(IsFixed: true, TimeSpan.FromHours(1) + TimeSpan.FromTicks(1)) }, "whole seconds" },
        { Order() with { Policy = new PolicyChoice(IsFixed: true, TimeSpan.FromMinutes(59)) }, "1 h to 6 h" },
        { Order() with { SecretLifetime = TimeSpan.Zero }, "more than 0" },
        { Order() with { Trust = Trust, SecretLifetime = TimeSpan.FromDays(1) }, "no secret that could expire" },
        { Order() with { Trust = Trust with { Tenant = "\n" } }, "The tenant has" },
        { Order() with { Trust = Trust, Profile = ConnectorProfiles.Okta }, "no workload identity federation" },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_order_that_is_wrong_makes_no_client(ClientOrder order, string why)
    {
        await using var site = await OperatorSite.StartAsync();

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(
            () => site.Get<ConnectorOperations>().CreateAsync(order, Cancel));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Empty(await site.Get<ClientOperations>().ListAsync(account: null, Cancel).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("entra", false, false)]
    [InlineData("entra", true, false)]
    [InlineData("okta", false, true)]
    [InlineData("onelogin", false, true)]
    public async Task A_client_has_what_its_form_takes(string name, bool federated, bool hasToken)
    {
        await using var site = await OperatorSite.StartAsync();
        var profile = ConnectorProfiles.Find(name);

        var made = await site.Get<ConnectorOperations>().CreateAsync(
            Order() with { Profile = profile, Trust = federated ? Trust : null }, Cancel);

        Assert.Equal((hasToken, federated), (made.Token is not null, made.Created.Secret is null));
        var values = made.FieldsAt(ServiceAddress.Unknown).Select(field => field.Value).ToList();
        Assert.DoesNotContain("", values);
        Assert.Equal(hasToken, values.Contains(made.Token ?? ""));
        Assert.Equal(hasToken ? 1 : 0, await site.Get<TokenOperations>().ListAsync(account: null, client: null, Cancel).CountAsync(Cancel));
    }

    [Theory]
    [InlineData("events", 50, 100)]
    [InlineData("scim", 4, 4)]
    [InlineData("scim events", 4, 4)]
    public void A_client_that_only_receives_events_may_poll_faster(string scopes, double perSecond, int burst)
    {
        var order = new ClientOrder(AccountId.Parse("acme")) { Scopes = scopes.Split(' ') };

        Assert.Equal(new RateLimit(perSecond, burst), order.ToClient().RateLimit);
        Assert.Equal(new RateLimit(7, burst), (order with { PerSecond = 7 }).ToClient().RateLimit);
    }

    [Fact]
    public async Task Without_a_connector_there_is_no_form_and_no_token()
    {
        await using var site = await OperatorSite.StartAsync();

        var made = await site.Get<ConnectorOperations>().CreateAsync(Order(), Cancel);

        Assert.Empty(made.FieldsAt(ServiceAddress.Unknown));
        Assert.Equal((null, false, TokenPolicy.Sliding), (made.Token, made.LacksToken, made.Created.Client.Policy));
    }

    [Fact]
    public async Task A_token_that_cannot_be_issued_does_not_lose_the_secret()
    {
        var tokens = new Mock<ITokenStore>();
        tokens.Setup(store => store.AddAsync(It.IsAny<StsToken>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StorageUnavailableException("It does not answer."));
        await using var site = await OperatorSite.StartAsync(
            replace: services => services.Replace(ServiceDescriptor.Singleton(tokens.Object)));

        var made = await site.Get<ConnectorOperations>().CreateAsync(Order() with { Profile = ConnectorProfiles.Okta }, Cancel);

        Assert.True(made.LacksToken);
        Assert.NotNull(made.Created.Secret);
    }

    private static ClientOrder Order() => new(OperatorSite.Acme);
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Tokens;
using Scim.Testing;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Resilience.Tests.LostAnswers;

/// <summary>Tokens are issued and revoked once, whatever becomes of storage's answers.</summary>
public sealed class TokenTests : TwoInstances
{
    private const string Tokens = "StsTokens";

    [Theory]
    [MemberData(nameof(Mishaps))]
    public async Task An_issued_token_works_everywhere(string mishap)
    {
        OnWritesOf(Tokens, mishap);

        var issued = await Scim.RequestTokenAsync(Tenant.Client.Value, Tenant.Secret, Cancel);

        Assert.Equal((HttpStatusCode.OK, 0), (issued.Status, Here.Faults.Planned));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(Here, issued.Text("access_token")));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(There, issued.Text("access_token")));
        var stored = await There.Services.GetRequiredService<ITokenStore>().ListAsync(Cancel).CountAsync(Cancel);
        Assert.Equal(2, stored);
    }

    [Theory]
    [MemberData(nameof(Mishaps))]
    public async Task A_revoked_token_is_refused(string mishap)
    {
        await SucceedAsync(Scim.GetAsync("/Users", Cancel));
        OnWritesOf(Tokens, mishap);

        var revoked = await Scim.RevokeTokenAsync(Tenant.Client.Value, Tenant.Secret, Tenant.Token, Cancel);

        Assert.Equal((HttpStatusCode.OK, 0), (revoked.Status, Here.Faults.Planned));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Scim.GetAsync("/Users", Cancel)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Other.GetAsync("/Users", Cancel)).Status);
    }

    [Fact]
    public async Task A_token_that_another_has_revoked_meanwhile_is_revoked()
    {
        OnWritesOf(Tokens, NeverSent, After(RevokeByAnotherAsync), AnswerLostAfter(RevokeByAnotherAsync));

        for (var time = 1; time <= 2; time++)
        {
            var revoked = await Scim.RevokeTokenAsync(Tenant.Client.Value, Tenant.Secret, Tenant.Token, Cancel);
            Assert.Equal(HttpStatusCode.OK, revoked.Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await Scim.GetAsync("/Users", Cancel)).Status);
        }
        Assert.Equal(0, Here.Faults.Planned);
    }

    private Task RevokeByAnotherAsync() =>
        SucceedAsync(Other.RevokeTokenAsync(Tenant.Client.Value, Tenant.Secret, Tenant.Token, Cancel));

    private static async Task<HttpStatusCode> UseAsync(ServiceInstance instance, string? token)
    {
        using var client = new ScimClient(instance.ScimBase, token);
        return (await client.GetAsync("/Users", Cancel)).Status;
    }
}

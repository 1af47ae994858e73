using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Accounts;
using Scim.Testing;

namespace Scim.Resilience.Tests.Schemas;

public sealed class VersionsOfSeenUsersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_from_before_a_change_of_schemas_does_not_stand_for_what_is_answered_after_it()
    {
        await using var before = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix());
        var tenant = await before.AddTenantAsync("acme", licences: 5);
        using var scim = before.ClientOf(tenant);
        var created = await scim.PostAsync("/Users", """
            {"userName":"ada","name":{"givenName":"Ada","familyName":"L"},
            "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User":{"rolesString":"A"}}
            """, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(scim, created)).Status);
        await DropExtensionsAsync(before, tenant);

        await using var after = await ServiceInstance.StartAsync(before.TablePrefix);
        using var again = after.ClientOf(tenant);
        var answer = await GetAsync(again, created);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.DoesNotContain("rolesString", answer.Body.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<ScimAnswer> GetAsync(ScimClient scim, ScimAnswer created)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{scim.ScimBase}/Users/{created.Text("id")}");
        request.Headers.IfNoneMatch.Add(created.Headers.ETag ?? throw new InvalidOperationException("The user has no version."));
        return await scim.SendAsync(request, Cancel);
    }

    private static async Task DropExtensionsAsync(ServiceInstance service, Tenant tenant)
    {
        var accounts = service.Services.GetRequiredService<IAccountStore>();
        var row = await accounts.FindAsync(tenant.Account, Cancel);
        Assert.NotNull(row);
        Assert.NotNull(await accounts.ChangeSchemasAsync(
            row, DateTimeOffset.UnixEpoch, [.. AccountSchema.OfNewAccount.Select(schema => schema with { Until = 1 })], Cancel));
    }
}

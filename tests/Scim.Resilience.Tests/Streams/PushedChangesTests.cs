using Microsoft.Extensions.DependencyInjection;
using Scim.Events;
using Scim.Events.Signing;
using Scim.Provisioning.Streams;
using Scim.Resilience.Tests.Chaos.Streams;
using Scim.Testing;
using Scim.Testing.Tenants;

namespace Scim.Resilience.Tests.Streams;

/// <summary>What clients change over HTTP comes to a receiver, over Azurite.</summary>
public sealed class PushedChangesTests
{
    private const string Ada = """{"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"Lovelace"}}""";

    private const string Rename = """
        {
          "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
          "Operations": [{"op": "replace", "path": "displayName", "value": "Ada"}, {"op": "replace", "path": "active", "value": false}]
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_change_is_pushed_once_in_order()
    {
        var moods = new Moods(0, percent: 0);
        moods.GetWell();
        await using var receiver = await FickleReceiver.StartAsync(moods);
        var now = TimeProvider.System.GetUtcNow();
        await using var service = await ServiceInstance.StartAsync(
            AzuriteInstance.NewTablePrefix(),
            events: new EventOptions { SigningKeys = SigningKeySetting.With(null, "ES256", now, now).Setting });
        var tenant = await service.AddTenantAsync(new NewTenant("push"));
        await TenantStreams.AddAsync(service.Services, tenant.Account, Cancel, (receiver.Endpoint, EventContent.Full));
        using var client = service.ClientOf(tenant);

        var created = await client.PostAsync("/Users", Ada, Cancel);
        var id = created.Body.GetProperty("id").GetString();
        await client.PatchAsync($"/Users/{id}", Rename, Cancel);
        await client.DeleteAsync($"/Users/{id}", Cancel);

        await Eventually.HoldsAsync(() => Task.FromResult(receiver.Events.All.Count == 4), Cancel);
        Assert.Equal(["create", "patch", "deactivate", "delete"], receiver.Events.All.Select(told => told.Kind));
        Assert.All(receiver.Events.All, told => Assert.Equal(id, told.User));
    }
}

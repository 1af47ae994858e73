using System.Net;
using System.Text.Json.Nodes;
using Scim.Events;
using Scim.Events.Signing;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Testing;
using Scim.Testing.Tenants;

namespace Scim.Samples.Receiver.Tests;

/// <summary>The sample receives from the service itself.</summary>
public sealed class ServiceTests : IDisposable
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("push")]
    [InlineData("poll")]
    public async Task The_mirror_has_each_user_as_the_service_has_it(string way)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var service = await ServiceInstance.StartAsync(
            AzuriteInstance.NewTablePrefix(),
            events: new EventOptions { SigningKeys = SigningKeySetting.With(null, "ES256", now, now).Setting });
        var root = service.ScimBase[..^"/scim/v2".Length];
        var tenant = await service.AddTenantAsync(new NewTenant("sample"));
        var poller = await service.AddTenantAsync(new NewTenant("sample-receiver") { Account = "sample", Scopes = ["events"] });
        var stream = StreamId.New(now);
        string[] poll = [$"--pollUrl={root}/events/{stream}", $"--clientId={poller.Client}", $"--clientSecret={poller.Secret}"];
        await using var receiver = await RunningReceiver.StartAsync(
            root, Path.Combine(_folder.Path, "mirror.json"), null, way == "poll" ? poll : []);
        await TenantStreams.AddAsync(service.Services, tenant.Account, Cancel, new StreamRecord
        {
            Account = tenant.Account,
            Id = stream,
            Audience = PublisherStandIn.Audience,
            Endpoint = way == "push" ? receiver.Endpoint : null,
            Content = EventContent.Full,
            Created = now,
            From = now.AddSeconds(-1),
        });
        using var client = service.ClientOf(tenant);

        var created = await client.PostAsync(
            "/Users",
            $$$"""
            {"userName":"ada@example.com","externalId":"e1","name":{"givenName":"Ada","familyName":"Lovelace"},
            "{{{Enterprise}}}":{"department":"Engines","manager":{"value":"7"}}
            }
            """,
            Cancel);
        var ada = $"/Users/{created.Text("id")}";
        await AgreesAsync();
        foreach (var operation in new[]
        {
            """{"op":"replace","path":"name.givenName","value":"Augusta"}""",
            """{"op":"add","path":"emails[type eq \"home\"].value","value":"ada@home.example.com"}""",
            $$"""{"op":"replace","path":"{{Enterprise}}:department","value":"Notes"}""",
            $$"""{"op":"remove","path":"{{Enterprise}}:manager"}""",
            $$"""{"op":"remove","path":"{{Enterprise}}:department"}""",
            """{"op":"add","path":"addresses","value":[{"type":"work","locality":"London"}]}""",
            """{"op":"replace","path":"name.honorificPrefix","value":"Lady"}""",
            """{"op":"remove","path":"name.honorificPrefix"}""",
            """{"op":"remove","path":"addresses"}""",
            """{"op":"replace","path":"active","value":false}""",
            """{"op":"remove","path":"emails"}""",
        })
        {
            var patched = await client.PatchAsync(ada, $$"""{"Operations":[{{operation}}]}""", Cancel);
            Assert.Equal(HttpStatusCode.OK, patched.Status);
            await AgreesAsync();
        }
        await client.SendAsync(
            HttpMethod.Put, ada, """{"userName":"countess@example.com","name":{"familyName":"King","givenName":"Ada"}}""", Cancel);
        await AgreesAsync();
        await client.DeleteAsync(ada, Cancel);
        await Eventually.HoldsAsync(async () => (await receiver.UsersAsync()).Count == 0, Cancel);

        async Task AgreesAsync()
        {
            var user = Comparable(JsonNode.Parse((await client.GetAsync(ada, Cancel)).Body.GetRawText())!);
            await Eventually.HoldsAsync(
                async () => await receiver.UsersAsync() is [{ } mirrored] && JsonNode.DeepEquals(user, Comparable(mirrored)), Cancel);
        }
    }

    /// <summary>All of a user but when it was changed, which a patch does not tell.</summary>
    private static JsonNode Comparable(JsonNode user)
    {
        user["meta"]!.AsObject().Remove("lastModified"); // Each user has a meta.
        return user;
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Scim.Events;
using Scim.Events.Handout;
using Scim.Events.Signing;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Testing;
using Scim.Testing.Streams;
using Scim.Testing.Tenants;

namespace Scim.Resilience.Tests.Streams;

/// <summary>A receiver that shares nothing with the service verifies what it gets, over both ways and through a rotation of keys.</summary>
public sealed class JoseReceiverTests
{
    private const string Audience = "https://receiver.example.com";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("push", "ES256")]
    [InlineData("push", "RS256")]
    [InlineData("poll", "ES256")]
    [InlineData("poll", "RS256")]
    public async Task Every_token_verifies_before_and_after_the_keys_were_rotated(string way, string algorithm)
    {
        var clock = new ShiftedClock();
        var now = clock.GetUtcNow();
        var (first, firstKey) = SigningKeySetting.With(null, algorithm, now.AddDays(-1), now);
        var (both, secondKey) = SigningKeySetting.With(first, algorithm, now.AddMinutes(1), now);
        await using var service = await ServiceInstance.StartAsync(
            AzuriteInstance.NewTablePrefix(), clock, events: new EventOptions { SigningKeys = both });
        var root = service.ScimBase[..^"/scim/v2".Length];
        var tenant = await service.AddTenantAsync(new NewTenant("jose"));
        var poller = await service.AddTenantAsync(new NewTenant("jose-receiver") { Account = "jose", Scopes = ["events"] });
        var stream = StreamId.New(now);
        var poll = way == "poll" ? (new Uri($"{root}/events/{stream}"), poller.Token) : ((Uri, string)?)null;
        await using var receiver = await JoseReceiver.StartAsync(root, Audience, Cancel, poll: null);
        var endpoint = way == "push" ? receiver.Endpoint : null;
        await TenantStreams.AddAsync(service.Services, tenant.Account, Cancel, new StreamRecord
        {
            Account = tenant.Account,
            Id = stream,
            Audience = Audience,
            Endpoint = endpoint,
            Content = EventContent.Full,
            Algorithm = algorithm,
            Created = now,
            From = now.AddSeconds(-1),
        });
        await using var polling = poll is null ? null : await JoseReceiver.StartAsync(root, Audience, Cancel, poll);
        using var client = service.ClientOf(tenant);

        await client.PostAsync("/Users", User("ada"), Cancel);
        var before = await (polling ?? receiver).NextAsync(Cancel);
        // The session that pushed it has ended: it would sign by the key that it began with for 2 s more.
        var store = service.Services.GetRequiredService<IStreamStore>();
        await Eventually.HoldsAsync(
            async () => (await store.FindDeliveryAsync(tenant.Account, stream, Cancel)).Holder is null, Cancel);
        clock.Advance(TimeSpan.FromMinutes(2));
        await client.PostAsync("/Users", User("bob"), Cancel);
        var after = await (polling ?? receiver).NextAsync(Cancel);

        Assert.Equal((way, true, firstKey, algorithm), (before.Way, before.Accepted, before.Kid, before.Alg));
        Assert.Equal((way, true, secondKey, algorithm), (after.Way, after.Accepted, after.Kid, after.Alg));
    }

    [Fact]
    public async Task A_tampered_token_is_refused()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var service = await ServiceInstance.StartAsync(
            AzuriteInstance.NewTablePrefix(),
            events: new EventOptions { SigningKeys = SigningKeySetting.With(null, "ES256", now, now).Setting });
        var root = service.ScimBase[..^"/scim/v2".Length];
        await using var receiver = await JoseReceiver.StartAsync(root, Audience, Cancel);
        var stream = new StreamRecord
        {
            Account = AccountId.Parse("jose"),
            Id = StreamId.New(now),
            Audience = Audience,
            Content = EventContent.Notice,
            Created = now,
            From = now,
        };
        var told = new OutboxEvent
        {
            Stream = stream.Id,
            Id = new EventId(WriteId.New(now), EventId.Change),
            Kind = EventKind.Delete,
            When = now,
            User = UserId.New(now),
        };
        var token = service.Services.GetRequiredService<EventTokens>().For(stream, root)!.Sign(told); // It has a key.
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Convert.FromBase64String(Padded(parts[1])));
        var changed = claims.Replace("prov:delete", "prov:create:notice", StringComparison.Ordinal);
        parts[1] = Convert.ToBase64String(Encoding.UTF8.GetBytes(changed)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        var (good, bad) = (await PushAsync(receiver, token), await PushAsync(receiver, string.Join('.', parts)));

        Assert.Equal((202, 400), (good, bad));
        Assert.True((await receiver.NextAsync(Cancel)).Accepted);
        Assert.Equal("ERR_JWS_SIGNATURE_VERIFICATION_FAILED", (await receiver.NextAsync(Cancel)).Reason);
    }

    private static async Task<int> PushAsync(JoseReceiver receiver, string token)
    {
        using var http = new HttpClient();
        using var content = new StringContent(token, Encoding.ASCII);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/secevent+jwt");
        using var answer = await http.PostAsync(receiver.Endpoint, content, Cancel);
        return (int)answer.StatusCode;
    }

    private static string Padded(string base64Url) =>
        base64Url.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (base64Url.Length % 4)) % 4);

    private static string User(string name) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"userName":"{{{name}}}@example.com","name":{"givenName":"{{{name}}}","familyName":"Example"}}""");
}

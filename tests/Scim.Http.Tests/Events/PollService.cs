using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Events;
using Scim.Http.Events;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Tests.Events;

/// <summary>The service with a stream that is polled for, and a receiver's token.</summary>
internal sealed class PollService : IAsyncDisposable
{
    private PollService(TestService service) => Service = service;

    public TestService Service { get; }

    public StreamRecord Stream { get; private set; } = null!; // Set at the start.

    public string Token { get; private set; } = "";

    public WaitingPolls Waiting => Service.Services.GetRequiredService<WaitingPolls>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PollService> StartAsync(
        EventContent content = EventContent.Full, bool hasKey = true, RateLimit? limit = null,
        Action<IServiceCollection>? replace = null)
    {
        var service = await TestService.StartAsync(replace: services =>
        {
            services.AddSingleton(new EventOptions { SigningKeys = hasKey ? Keys() : null });
            replace?.Invoke(services);
        });
        var polls = new PollService(service);
        polls.Stream = await polls.AddStreamAsync(TestService.Account, content);
        var client = new OAuthClient
        {
            Id = ClientId.Parse("receiver"),
            Account = TestService.Account,
            Secrets = [],
            Scopes = [Caller.EventsScope],
            RateLimit = limit ?? new RateLimit(1_000_000, 1_000_000),
        };
        await service.Storage.Clients.AddAsync(client, Cancel);
        polls.Token = (await service.Services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, null, Cancel)).Text;
        return polls;
    }

    /// <summary>Adds a stream that has begun.</summary>
    public async Task<StreamRecord> AddStreamAsync(AccountId account, EventContent content = EventContent.Full, Uri? endpoint = null)
    {
        var begin = Service.Time.GetUtcNow().AddSeconds(-1);
        var stream = new StreamRecord
        {
            Account = account,
            Id = StreamId.New(begin),
            Audience = "https://receiver.example.com",
            Endpoint = endpoint,
            Content = content,
            Created = begin,
            From = begin,
        };
        await Service.Storage.Streams.AddAsync(stream, Cancel);
        var accounts = Service.Services.GetRequiredService<IAccountStore>();
        if (await accounts.FindAsync(account, Cancel) is { } row)
            await accounts.ChangeStreamsAsync(row, [.. row.Streams, stream.Setting!], Cancel); // It is enabled.
        return (await Service.Storage.Streams.FindAsync(account, stream.Id, Cancel))!; // It was added.
    }

    public Task<HttpResponseMessage> SendAsync(
        string json, string? stream = null, string? token = null, string type = "application/json", CancellationToken? cancel = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/events/{stream ?? Stream.Id.ToString()}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Token);
        return Service.Http.SendAsync(request, cancel ?? Cancel);
    }

    /// <summary>Polls without waiting.</summary>
    public async Task<Polled> PollAsync(string members = "")
    {
        var response = await SendAsync($$"""{"returnImmediately":true{{members}}}""");
        return await ReadAsync(response);
    }

    public static async Task<Polled> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, text);
        var body = JsonElement.Parse(text);
        return new Polled(
            [.. body.GetProperty("sets").EnumerateObject().Select(set => new PolledSet(set.Name, ClaimsOf(set.Value.GetString()!)))],
            body.TryGetProperty("moreAvailable", out var more) && more.GetBoolean());
    }

    public Task AddAsync(OutboxEvent told) => Service.Storage.Outbox.AddAsync(TestService.Account, told, Cancel);

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private static JsonElement ClaimsOf(string token) => JsonElement.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));

    private static string Keys()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return JsonSerializer.Serialize(new[]
        {
            new { kid = "one", alg = "ES256", pem = key.ExportPkcs8PrivateKeyPem(), signsFrom = "1999-01-01T00:00:00Z" },
        });
    }
}

/// <summary>What a poll was answered.</summary>
internal sealed record Polled(IReadOnlyList<PolledSet> Sets, bool MoreAvailable)
{
    public string Acks => $",\"ack\":[{string.Join(',', Sets.Select(set => $"\"{set.Id}\""))}]";
}

/// <summary>A token of an answer.</summary>
internal sealed record PolledSet(string Id, JsonElement Claims)
{
    public string Uri => Claims.GetProperty("events").EnumerateObject().Single().Name;

    public JsonElement Payload => Claims.GetProperty("events").EnumerateObject().Single().Value;
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Resilience.Tests.Chaos.Streams;
using Scim.Testing;

namespace Scim.Resilience.Tests.Streams;

/// <summary>Polls for the events of a stream.</summary>
/// <param name="stream">The stream.</param>
/// <param name="token">A token with scope <c>events</c>.</param>
internal sealed class Receiver(StreamId stream, string token) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>A receiver of an account.</summary>
    public static async Task<Receiver> AddAsync(ServiceInstance instance, AccountId account, StreamId stream)
    {
        var client = new OAuthClient
        {
            Id = ClientId.Parse($"n{Guid.NewGuid():n}"),
            Account = account,
            Secrets = [],
            Scopes = [Caller.EventsScope],
            RateLimit = new RateLimit(1_000_000, 1_000_000),
        };
        await instance.Services.GetRequiredService<IClientStore>().AddAsync(client, default);
        var issued = await instance.Services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, null, default);
        return new Receiver(stream, issued.Text);
    }

    /// <summary>Sends a poll.</summary>
    public Task<HttpResponseMessage> SendAsync(ServiceInstance instance, string json, CancellationToken cancellationToken)
    {
        var root = instance.ScimBase[..^"/scim/v2".Length];
        var request = new HttpRequestMessage(HttpMethod.Post, $"{root}/events/{stream}")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return _http.SendAsync(request, cancellationToken);
    }

    /// <summary>Polls.</summary>
    /// <param name="instance">At which instance.</param>
    /// <param name="ack">What was taken before.</param>
    /// <param name="waits">True to wait for events.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<ReceivedEvent>> PollAsync(
        ServiceInstance instance, IEnumerable<ReceivedEvent> ack, bool waits, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(new { ack = ack.Select(told => told.Jti), returnImmediately = !waits });
        using var response = await SendAsync(instance, json, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        Assert.True(response.IsSuccessStatusCode, Encoding.UTF8.GetString(body));
        var sets = JsonElement.Parse(body).GetProperty("sets").EnumerateObject();
        return [.. sets.Select(set => ReceivedEvent.Read(set.Value.GetString()!))]; // Tokens.
    }

    public void Dispose() => _http.Dispose();
}

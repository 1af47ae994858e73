using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Scim.Testing.Identity;

namespace Scim.Samples.Receiver.Tests;

/// <summary>A publisher of events on a free port of 127.0.0.1: it has keys, and answers polls with what a test gives it.</summary>
internal sealed class PublisherStandIn : IAsyncDisposable
{
    public const string Audience = "https://app.example.com";
    public const string ClientId = "receiver";
    public const string ClientSecret = "a secret: 100 % of it";

    private readonly WebApplication _app;
    private readonly Channel<JsonElement> _polls = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<(int Status, int? RetryAfter, string Body)> _answers = Channel.CreateUnbounded<(int, int?, string)>();
    private int _keyRequests;
    private volatile string _published = "";
    private volatile string _accessToken = "token-1";

    private PublisherStandIn(WebApplication app)
    {
        _app = app;
        Publish(Key);
    }

    /// <summary>Its address, and the <c>iss</c> of its events.</summary>
    public string Issuer => _app.Urls.First();

    /// <summary>Where its events are polled for.</summary>
    public string PollUrl => $"{Issuer}/events/stream";

    /// <summary>The key that it signs with.</summary>
    public SigningKey Key { get; private set; } = SigningKey.Ec("key-1");

    /// <summary>False: it has no keys for anybody now.</summary>
    public bool AnswersForKeys { get; set; } = true;

    /// <summary>How often its keys were asked for.</summary>
    public int KeyRequests => Volatile.Read(ref _keyRequests);

    /// <summary>The forms by which access tokens were asked for.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> TokenRequests { get; } = [];

    /// <summary>Starts one.</summary>
    public static async Task<PublisherStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var publisher = new PublisherStandIn(app);
        app.MapGet("/.well-known/jwks.json", publisher.Keys);
        app.MapPost("/oauth/token", publisher.TokenAsync);
        app.MapPost("/events/stream", publisher.PollAsync);
        await app.StartAsync();
        return publisher;
    }

    /// <summary>Signs with another key from now on, and publishes no other.</summary>
    public void Rotate(SigningKey key) => Publish(Key = key);

    /// <summary>Publishes this in place of its keys.</summary>
    public void PublishText(string text) => _published = text;

    /// <summary>An event of a user, which a test may change.</summary>
    public SetDraft Draft(string change, string user, string payload) => SetDraft.OfUser(Issuer, change, user, payload);

    /// <summary>The token of an event of a user.</summary>
    public string Sign(string change, string user, string payload) => Draft(change, user, payload).SignBy(Key);

    /// <summary>The next poll, as its body. It waits until it is answered.</summary>
    public ValueTask<JsonElement> NextPollAsync(CancellationToken cancellationToken) => _polls.Reader.ReadAsync(cancellationToken);

    /// <summary>Answers a poll with events.</summary>
    public void Answer(params SetDraft[] sets)
    {
        var tokens = new JsonObject(sets.Select(set => KeyValuePair.Create(set.Id, (JsonNode?)set.SignBy(Key))));
        Answer(StatusCodes.Status200OK, new JsonObject { ["sets"] = tokens }.ToJsonString());
    }

    /// <summary>Answers a poll with whatever it is.</summary>
    public void Answer(int status, string body = "", int? retryAfter = null) => _answers.Writer.TryWrite((status, retryAfter, body));

    /// <summary>Takes another access token from now on.</summary>
    public void ChangeAccessToken() => _accessToken = "token-2";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Publish(params SigningKey[] keys) =>
        _published = new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => key.ToJwk())]) }.ToJsonString();

    private IResult Keys()
    {
        Interlocked.Increment(ref _keyRequests);
        return AnswersForKeys
            ? Results.Content(_published, "application/json")
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        TokenRequests.Enqueue(form.ToDictionary(field => field.Key, field => field.Value.ToString()));
        return Results.Json(new { access_token = _accessToken, token_type = "Bearer", scope = "events" });
    }

    private async Task PollAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {_accessToken}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        _polls.Writer.TryWrite(body.RootElement.Clone());
        var answer = await _answers.Reader.ReadAsync(context.RequestAborted);
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Scim.Resilience.Tests.Chaos.Streams;

/// <summary>Receives by push, and is not to be relied on.</summary>
internal sealed class FickleReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Moods _moods;

    private FickleReceiver(WebApplication app, Moods moods) => (_app, _moods) = (app, moods);

    /// <summary>What it has taken.</summary>
    public ReceivedEvents Events { get; } = new();

    /// <summary>Where events are pushed to.</summary>
    public Uri Endpoint => new($"{_app.Urls.First()}/events");

    public static async Task<FickleReceiver> StartAsync(Moods moods)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var receiver = new FickleReceiver(app, moods);
        app.MapPost("/events", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        // Its mood is for requests that came whole: that of a host which died while it sent must not be used up.
        using var body = new StreamReader(context.Request.Body);
        var token = await body.ReadToEndAsync(context.RequestAborted);
        var mood = _moods.Next();
        if (mood == Mood.Down)
        {
            context.Abort();
            return;
        }
        if (mood == Mood.Fails)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }
        Events.Take(token);
        if (mood == Mood.DiesAfterTaking)
            context.Abort();
        else
            context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}

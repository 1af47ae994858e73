namespace Scim.Samples.Receiver;

/// <summary>The program: what it is made of, and where it answers.</summary>
internal static class ReceiverApp
{
    private const int MostBytesOfAnswer = 8 * 1024 * 1024; // The service ends the answer to a poll at 4 MiB.

    /// <summary>Makes it ready to run.</summary>
    /// <exception cref="ReceiverStartException">Settings are wrong, or the file is no mirror.</exception>
    public static WebApplication Create(string[] args, TimeProvider time)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = builder.Configuration.Get<ReceiverOptions>() ?? new ReceiverOptions();
        if (options.Errors().ToList() is { Count: > 0 } wrong)
            throw new ReceiverStartException(string.Join(Environment.NewLine, wrong));
        var mirror = new Mirror(options);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning); // The page asks every 2 s.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = PushEndpoint.MostBytes);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(new HttpClient
        {
            Timeout = TimeSpan.FromSeconds(60), // A poll waits for 20 s.
            MaxResponseContentBufferSize = MostBytesOfAnswer,
        });
        builder.Services.AddSingleton<IssuerKeys>();
        builder.Services.AddSingleton<SetVerifier>();
        builder.Services.AddSingleton(mirror);
        builder.Services.AddHostedService<PollLoop>();

        var app = builder.Build();
        // A mirror has one stream: the events of a second one would come out of order with those of the first.
        if (options.PollUrl.Length == 0)
        {
            app.MapPost("/events", (HttpRequest request, SetVerifier verifier) =>
                PushEndpoint.TakeAsync(request, options, verifier, mirror));
        }
        app.MapGet("/", () => Results.Content(MirrorPage.Html(mirror), "text/html"));
        app.MapGet("/users", () => mirror.Users.Values);
        return app;
    }
}

/// <summary>The program cannot start; the message says what to change.</summary>
internal sealed class ReceiverStartException(string message, Exception? inner = null) : Exception(message, inner);

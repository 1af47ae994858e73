namespace Scim.Samples.Receiver;

/// <summary>The program: what it is made of, and where it answers.</summary>
internal static class ReceiverApp
{
    /// <summary>Makes it ready to run.</summary>
    /// <exception cref="ReceiverStartException">Settings are wrong.</exception>
    public static WebApplication Create(string[] args, TimeProvider time)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = builder.Configuration.Get<ReceiverOptions>() ?? new ReceiverOptions();
        if (options.Errors().ToList() is { Count: > 0 } wrong)
            throw new ReceiverStartException(string.Join(Environment.NewLine, wrong));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = PushEndpoint.MostBytes);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(new HttpClient { Timeout = TimeSpan.FromSeconds(60) });
        builder.Services.AddSingleton<IssuerKeys>();
        builder.Services.AddSingleton<SetVerifier>();
        builder.Services.AddSingleton<Mirror>();
        builder.Services.AddHostedService<PollLoop>();

        var app = builder.Build();
        app.MapPost("/events", (HttpRequest request, SetVerifier verifier, Mirror mirror) =>
            PushEndpoint.TakeAsync(request, options, verifier, mirror));
        app.MapGet("/", (Mirror mirror) => Results.Content(MirrorPage.Html(mirror), "text/html"));
        app.MapGet("/users", (Mirror mirror) => mirror.Users.Values);
        return app;
    }
}

/// <summary>The program cannot start; the message says what to change.</summary>
internal sealed class ReceiverStartException(string message, Exception? inner = null) : Exception(message, inner);

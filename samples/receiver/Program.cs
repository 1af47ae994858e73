using Scim.Samples.Receiver;

var builder = WebApplication.CreateBuilder(args);
var options = builder.Configuration.Get<ReceiverOptions>() ?? new ReceiverOptions();
if (options.Errors().ToList() is { Count: > 0 } wrong)
{
    foreach (var line in wrong) await Console.Error.WriteLineAsync(line);
    return 1;
}
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = PushEndpoint.MostBytes);
builder.Services.AddSingleton(options);
builder.Services.AddSingleton(TimeProvider.System);
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
await app.RunAsync();
return 0;

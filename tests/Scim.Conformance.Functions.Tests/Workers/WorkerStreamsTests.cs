using EventId = Scim.Provisioning.Events.EventId;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Scim.Conformance.Tests.Service;
using Scim.Events.Signing;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Storage.Tables;
using Scim.Testing;
using Scim.Testing.Functions;
using Scim.Testing.Identity;
using Scim.Testing.Tenants;

namespace Scim.Conformance.Tests.Workers;

/// <summary>
/// Streams of events on the published app: its own commits are pushed, a poll is answered, and the timer does what is left.
/// </summary>
public sealed class WorkerStreamsTests(ConformanceService service) : ConformanceTest(service)
{
    private const string Rename = """{"Operations":[{"op":"replace","path":"displayName","value":"Ada"}]}""";

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _pushed = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Changes_are_pushed_and_polled_for_and_the_timer_pushes_what_was_left_behind()
    {
        var files = await LoopbackCertificate.WriteAsync(_folder.Path, Cancellation);
        await using var receiver = await StartReceiverAsync(files.CertificateFile, files.KeyFile);
        var now = TimeProvider.System.GetUtcNow();
        var host = (FunctionsHost)await StartHostAsync(new()
        {
            ["Events:SigningKeys"] = SigningKeySetting.With(null, "ES256", now, now).Setting,
            ["Events:AllowPrivateAddresses"] = "true",
            ["Scim:PublicBaseUrl"] = "https://scim.example.com",
            ["SSL_CERT_FILE"] = files.CertificateFile,
        });
        await using var services = await StorageAsync();
        var account = AccountId.Parse("demo");
        var streams = await TenantStreams.AddAsync(
            services,
            account,
            Cancellation,
            (new Uri($"{receiver.Urls.First()}/events"), EventContent.Full),
            (null, EventContent.Notice));
        var scim = await SignInAsync(host);

        var created = await scim.PostAsync("/Users", UserJson(NewUserName()), Cancellation);
        await scim.PatchAsync($"/Users/{created.Text("id")}", Rename, Cancellation);
        await PushedAsync("create:full", "patch:full");

        await services.GetRequiredService<IOutbox>().AddAsync(account, Verification(streams[0]), Cancellation);
        await host.FireTimerAsync("StreamSweep", Cancellation);
        await PushedAsync("create:full", "patch:full", "verification");

        Assert.Equal("create:notice", Assert.Single(await PollAsync(host, streams[1], await TokenAsync(services, account))));
    }

    private static OutboxEvent Verification(StreamRecord stream) => new()
    {
        Stream = stream.Id,
        Id = new EventId(WriteId.New(TimeProvider.System.GetUtcNow()), EventId.Control),
        Kind = EventKind.Verification,
        When = TimeProvider.System.GetUtcNow(),
        Content = "{}"u8.ToArray(),
    };

    /// <summary>The end of the URI of the event that a token has.</summary>
    private static string KindOf(string token)
    {
        var uri = new JsonWebToken(token).GetPayloadValue<JsonElement>("events").EnumerateObject().Single().Name;
        return uri[(uri.LastIndexOf(uri.Contains("prov:", StringComparison.Ordinal) ? "prov:" : "/", StringComparison.Ordinal))..]
            .Replace("prov:", "", StringComparison.Ordinal).TrimStart('/');
    }

    private static async Task<IReadOnlyList<string>> PollAsync(FunctionsHost host, StreamRecord stream, string token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{host.Url}/events/{stream.Id}"))
        {
            Content = JsonContent.Create(new { returnImmediately = true }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return [.. body.GetProperty("sets").EnumerateObject().Select(set => KindOf($"{set.Value}"))];
    }

    private static async Task<string> TokenAsync(IServiceProvider services, AccountId account)
    {
        var client = new OAuthClient
        {
            Id = ClientId.Parse("receiver"),
            Account = account,
            Secrets = [],
            Scopes = ["events"],
            RateLimit = new RateLimit(1_000, 1_000),
        };
        await services.GetRequiredService<IClientStore>().AddAsync(client, Cancellation);
        return (await services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, null, Cancellation)).Text;
    }

    private Task PushedAsync(params string[] kinds) =>
        Eventually.HoldsAsync(() => Task.FromResult(_pushed.SequenceEqual(kinds)), Cancellation);

    private async Task<ServiceProvider> StorageAsync() => new ServiceCollection()
        .AddLogging()
        .AddScimTableStorage(new TableStorageOptions
        {
            ConnectionString = (await AzuriteInstance.GetProcessAsync()).ConnectionString,
            TablePrefix = TablePrefix,
        })
        .AddScimProvisioning()
        .BuildServiceProvider();

    private async Task<WebApplication> StartReceiverAsync(string certificateFile, string keyFile)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.UseHttps(X509Certificate2.CreateFromPemFile(certificateFile, keyFile))));
        var app = builder.Build();
        app.MapPost("/events", async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            _pushed.Enqueue(KindOf(await body.ReadToEndAsync(context.RequestAborted)));
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        await app.StartAsync(Cancellation);
        return app;
    }
}

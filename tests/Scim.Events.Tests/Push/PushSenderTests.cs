using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Scim.Events.Push;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Testing;
using Scim.Testing.Identity;

namespace Scim.Events.Tests.Push;

/// <summary>What is sent, and what becomes of every kind of answer, over real connections.</summary>
public sealed class PushSenderTests : IAsyncLifetime
{
    private const string Token = "a.b.c";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _paths = [];
    private WebApplication _receiver = null!;
    private (string? ContentType, string Accept, string Authorization, string Body) _got;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Root => _receiver.Urls.First();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _receiver = builder.Build();
        _receiver.MapPost("/{what}", AnswerAsync);
        await _receiver.StartAsync(Cancel);
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task A_token_is_the_body_and_the_Authorization_field_is_that_of_the_setting()
    {
        var outcome = await SendAsync("202", setting: "desk", ("Desk", "Bearer secret"));

        Assert.Equal(PushResult.Taken, outcome.Result);
        Assert.Equal(("application/secevent+jwt", "application/json", "Bearer secret", Token), _got);
    }

    [Fact]
    public async Task What_is_sent_is_what_the_document_shows()
    {
        var shown = Assert.Single(MarkdownSection.Read("docs/events.md", "Push").Blocks("http")).TrimEnd().Split('\n');
        await SendAsync("202", setting: "desk", ("Desk", "what the stream's setting says, if it has one"));

        Assert.StartsWith("POST /", shown[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                $"Authorization: {_got.Authorization}",
                $"Content-Type: {_got.ContentType}",
                $"Accept: {_got.Accept}",
                "",
                _got.Body.Replace(Token, "TOKEN", StringComparison.Ordinal),
            ],
            shown[1..]);
    }

    [Theory]
    [InlineData("200", PushResult.Taken, "")]
    [InlineData("204", PushResult.Taken, "")]
    [InlineData("endless-success", PushResult.Taken, "")]
    [InlineData("unended-success", PushResult.Taken, "")]
    [InlineData("302", PushResult.Failed, "it answers 302, which is not followed")]
    [InlineData("307", PushResult.Failed, "it answers 307, which is not followed")]
    [InlineData("401", PushResult.Failed, "it answers 401")]
    [InlineData("403", PushResult.Failed, "it answers 403")]
    [InlineData("404", PushResult.Failed, "it answers 404")]
    [InlineData("410", PushResult.Failed, "it answers 410")]
    [InlineData("500", PushResult.Failed, "it answers 500")]
    [InlineData("refused", PushResult.Refused, "invalid_audience")]
    [InlineData("refused-after-mark", PushResult.Refused, "invalid_request")]
    [InlineData("unknown-code", PushResult.Failed, "it answers 400")]
    [InlineData("no-json", PushResult.Failed, "it answers 400")]
    [InlineData("too-long", PushResult.Failed, "it answers 400")]
    public async Task Each_answer_has_its_outcome(string what, object result, string reason)
    {
        var outcome = await SendAsync(what);

        Assert.Equal((result, reason), ((object)outcome.Result, outcome.Reason));
        Assert.Equal([$"/{what}"], _paths);
    }

    [Theory]
    [InlineData("retry-seconds", 120)]
    [InlineData("retry-date", 90)]
    [InlineData("retry-long", 3600)]
    public async Task Retry_After_is_read_up_to_an_hour(string what, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), (await SendAsync(what)).RetryAfter);

    [Theory]
    [InlineData("slow")]
    [InlineData("endless-refusal")]
    public async Task What_takes_more_than_ten_seconds_is_given_up(string what)
    {
        var sending = SendAsync(what);
        await _arrived.Task.WaitAsync(Cancel);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((PushResult.Failed, "it took more than 10 s"), ((await sending).Result, (await sending).Reason));
    }

    [Theory]
    [InlineData("desk", null)]
    [InlineData("desk", "")]
    [InlineData("desk", "Bearer a\r\nX-Other: b")]
    [InlineData("desk", "@Microsoft.KeyVault(SecretUri=https://vault.example.com/secrets/a)")]
    public async Task Without_a_value_for_its_setting_nothing_is_sent(string setting, string? value)
    {
        var outcome = await (value is null ? SendAsync("202", setting) : SendAsync("202", setting, ("desk", value)));

        Assert.Equal(PushResult.Failed, outcome.Result);
        Assert.StartsWith("the setting Events:Authorization:desk is missing", outcome.Reason, StringComparison.Ordinal);
        Assert.Empty(_paths);
    }

    [Theory]
    [InlineData("https://localhost")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://[::1]")]
    [InlineData("https://[::ffff:169.254.169.254]")]
    [InlineData("https://169.254.169.254")]
    [InlineData("https://168.63.129.16")]
    [InlineData("https://10.0.0.1")]
    [InlineData("https://0x7f000001")]
    public async Task Addresses_that_are_not_public_are_refused_when_the_connection_is_made(string address)
    {
        using var sender = new PushSender(new EventOptions(), new PushAddresses(allowsPrivate: false), _time);

        var outcome = await sender.SendAsync(Stream(new Uri($"{address}:{_receiver.Urls.First().Split(':')[^1]}/202")), Token, Cancel);

        Assert.Equal((PushResult.Failed, "its name leads to no public address"), (outcome.Result, outcome.Reason));
        Assert.Empty(_paths);
    }

    [Fact]
    public async Task Plain_http_is_for_the_machine_itself_and_only_where_it_is_allowed()
    {
        using var sender = new PushSender(new EventOptions(), new PushAddresses(allowsPrivate: true), _time);
        using var local = new PushSender(
            new EventOptions(), new PushAddresses(allowsPrivate: true) { AllowLoopbackHttp = true }, _time);

        var loopback = await sender.SendAsync(Stream(new Uri($"{Root}/202")), Token, Cancel);
        var elsewhere = await local.SendAsync(Stream(new Uri("http://192.0.2.1/202")), Token, Cancel);

        Assert.Equal(("its address is not one of https", "its address is not one of https"), (loopback.Reason, elsewhere.Reason));
        Assert.Empty(_paths);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var folder = new TemporaryFolder();
        var files = await LoopbackCertificate.WriteAsync(folder.Path, Cancel);
        using var certificate = X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var impostor = builder.Build();
        impostor.MapPost("/202", () => Results.Accepted());
        await impostor.StartAsync(Cancel);
        using var sender = new PushSender(new EventOptions(), new PushAddresses(allowsPrivate: true), _time);

        var outcome = await sender.SendAsync(Stream(new Uri($"{impostor.Urls.First()}/202")), Token, Cancel);

        Assert.Equal((PushResult.Failed, "the connection failed (SecureConnectionError)"), (outcome.Result, outcome.Reason));
    }

    private static StreamRecord Stream(Uri endpoint, string? setting = null) => new()
    {
        Account = AccountId.Parse("push"),
        Id = StreamId.New(DateTimeOffset.UnixEpoch),
        Audience = "a",
        Endpoint = endpoint,
        Content = EventContent.Full,
        AuthorizationSetting = setting,
        Created = DateTimeOffset.UnixEpoch,
        From = DateTimeOffset.UnixEpoch,
    };

    private async Task<PushOutcome> SendAsync(string what, string? setting = null, params (string Name, string Value)[] settings)
    {
        var options = new EventOptions();
        foreach (var (name, value) in settings) options.Authorization[name] = value;
        using var sender = new PushSender(options, new PushAddresses(allowsPrivate: false) { AllowLoopbackHttp = true }, _time);
        return await sender.SendAsync(Stream(new Uri($"{Root}/{what}"), setting), Token, Cancel);
    }

    private async Task AnswerAsync(HttpContext context, string what)
    {
        _paths.Add(context.Request.Path);
        var (request, response) = (context.Request, context.Response);
        using var body = new StreamReader(request.Body);
        _got = (request.ContentType, request.Headers.Accept.ToString(), request.Headers.Authorization.ToString(),
            await body.ReadToEndAsync(context.RequestAborted));
        _arrived.TrySetResult();
        response.StatusCode = int.TryParse(what, CultureInfo.InvariantCulture, out var status) ? status : 400;
        switch (what)
        {
            case "302" or "307":
                response.Headers.Location = "/202";
                break;
            case "refused":
                await response.WriteAsync("""{"err":"invalid_audience","description":"Not me."}""");
                break;
            case "refused-after-mark":
                await response.WriteAsync("""{"err":"invalid_request"}""", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                break;
            case "unknown-code":
                await response.WriteAsync("""{"err":"bad_mood"}""");
                break;
            case "no-json":
                await response.WriteAsync("<html>");
                break;
            case "too-long":
                await response.WriteAsync($$"""{"err":"invalid_audience","description":"{{new string('x', 70_000)}}"}""");
                break;
            case "retry-seconds":
                (response.StatusCode, response.Headers.RetryAfter) = (429, "120");
                break;
            case "retry-date":
                (response.StatusCode, response.Headers.RetryAfter) = (503, _time.GetUtcNow().AddSeconds(90).ToString("R"));
                break;
            case "retry-long":
                (response.StatusCode, response.Headers.RetryAfter) = (503, "86400");
                break;
            case "slow":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "endless-success":
                response.StatusCode = 200;
                while (!context.RequestAborted.IsCancellationRequested)
                    await response.WriteAsync(new string('x', 10_000), CancellationToken.None);
                break;
            case "unended-success":
                response.StatusCode = 200;
                await response.Body.FlushAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "endless-refusal":
                await response.Body.FlushAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }
    }
}

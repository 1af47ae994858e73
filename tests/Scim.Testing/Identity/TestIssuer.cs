using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Scim.LocalHost.Azurite;
using Scim.Provisioning.Tokens;

namespace Scim.Testing.Identity;

/// <summary>An identity provider on a free port of 127.0.0.1, which publishes its keys, rotates them, and fails as a test wants.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _end = new();
    private readonly string _name = Guid.NewGuid().ToString("n");
    private volatile KeySetAnswer _answer;
    private volatile string _published = "";
    private int _requests;
    private int _others;
    private bool _disposed;

    private TestIssuer(WebApplication app)
    {
        _app = app;
        Rotate();
    }

    /// <summary>How it answers. Default: with its keys.</summary>
    public KeySetAnswer Answer
    {
        get => _answer;
        set => _answer = value;
    }

    /// <summary>How often its key set was asked for.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>How often anything else was asked for.</summary>
    public int OtherRequests => Volatile.Read(ref _others);

    /// <summary>The key that it signs with.</summary>
    public SigningKey Key { get; private set; } = SigningKey.Ec("none"); // Replaced at the start.

    /// <summary>A trust in it.</summary>
    public FederatedTrust Trust => new(
        $"https://{_name}.example/v2.0",
        $"subject-{_name}",
        "api://6f2d1c3b-1111-4222-8333-0123456789ab/.default",
        new Uri($"{_app.Urls.First()}/keys"),
        $"tenant-{_name}");

    /// <summary>Starts one.</summary>
    /// <param name="certificate">What it speaks https with; null for http.</param>
    public static async Task<TestIssuer> StartAsync(AzuriteCertificate? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener =>
        {
            if (certificate is not null)
                listener.UseHttps(X509Certificate2.CreateFromPemFile(certificate.CertificateFile, certificate.KeyFile));
        }));
        var app = builder.Build();
        var issuer = new TestIssuer(app);
        app.Run(issuer.AnswerAsync);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>Signs with a new key from now on, and publishes no other.</summary>
    public void Rotate() => Publish(Key = SigningKey.Rsa($"key-{Guid.NewGuid():n}"));

    /// <summary>Publishes these keys, whatever it signs with.</summary>
    public void Publish(params SigningKey[] keys) => Publish(keys.Select(key => (JsonNode?)key.ToJwk()));

    /// <summary>Publishes these, whatever they are.</summary>
    public void Publish(IEnumerable<JsonNode?> keys) => _published = new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString();

    /// <summary>A good assertion of its own for now.</summary>
    public string Sign(TimeProvider time) => Draft(time).SignBy(Key);

    /// <summary>What a test may make a good assertion of, or another.</summary>
    public TestAssertion Draft(TimeProvider time) => new(Trust, time.GetUtcNow());

    /// <summary>Waits until its key set was asked for so often in all.</summary>
    public Task IsAskedAsync(int requests, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(() => Task.FromResult(Requests >= requests), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _end.CancelAsync();
        await _app.DisposeAsync();
        _end.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        if (context.Request.Path != "/keys")
        {
            Interlocked.Increment(ref _others);
            await response.WriteAsync(_published);
            return;
        }
        Interlocked.Increment(ref _requests);
        switch (Answer)
        {
            case KeySetAnswer.Keys:
                response.ContentType = "application/json";
                await response.WriteAsync(_published);
                break;
            case KeySetAnswer.Unavailable:
                response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case KeySetAnswer.TooMany:
                response.StatusCode = StatusCodes.Status429TooManyRequests;
                break;
            case KeySetAnswer.NotFound:
                response.StatusCode = StatusCodes.Status404NotFound;
                break;
            case KeySetAnswer.Redirect:
                response.Redirect($"{_app.Urls.First()}/elsewhere");
                break;
            case KeySetAnswer.Megabyte:
                await response.WriteAsync(_published[..^1]);
                await response.WriteAsync($",\"more\":\"{new string('x', 1024 * 1024)}\"}}");
                break;
            case KeySetAnswer.Page:
                await response.WriteAsync("<html>Down for maintenance</html>");
                break;
            case KeySetAnswer.HangUp:
                context.Abort();
                break;
            case KeySetAnswer.HalfAnswer:
                await response.WriteAsync(_published[..20]);
                await response.Body.FlushAsync(context.RequestAborted);
                await WaitForTheEndAsync(context.RequestAborted);
                break;
            default:
                await WaitForTheEndAsync(context.RequestAborted);
                break;
        }
    }

    private async Task WaitForTheEndAsync(CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, _end.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

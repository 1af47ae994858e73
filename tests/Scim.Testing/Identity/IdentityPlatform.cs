using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Scim.Testing.Identity;

/// <summary>
/// Stands for the platform that gives a Functions app its managed identity: answers where <c>IDENTITY_ENDPOINT</c> points with an
/// unsigned token for the resource asked for, or fails.
/// </summary>
public sealed class IdentityPlatform : IAsyncDisposable
{
    private const string Header = "a-header-of-the-tests";
    private static readonly TimeSpan Validity = TimeSpan.FromHours(1);

    private readonly WebApplication _app;
    private volatile int _failure;
    private int _requests;

    private IdentityPlatform(WebApplication app) => _app = app;

    /// <summary>How long a token is said to be usable. Default an hour; what is in the token is always an hour.</summary>
    public TimeSpan Lifetime { get; init; } = Validity;

    /// <summary>The status to fail with: 500 is tried again by clients, 400 is not. Default 0: it does not fail.</summary>
    public int Failure
    {
        get => _failure;
        set => _failure = value;
    }

    /// <summary>The requests that it had.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The variables that lead a process here.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["IDENTITY_ENDPOINT"] = $"{_app.Urls.First()}/token",
        ["IDENTITY_HEADER"] = Header,
    };

    /// <summary>Starts one on a free port of 127.0.0.1.</summary>
    /// <param name="lifetime">How long a token is said to be usable; null for an hour.</param>
    public static async Task<IdentityPlatform> StartAsync(TimeSpan? lifetime = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var platform = new IdentityPlatform(app) { Lifetime = lifetime ?? Validity };
        app.MapGet("/token", platform.Answer);
        await app.StartAsync();
        return platform;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Answer(HttpRequest request)
    {
        Interlocked.Increment(ref _requests);
        if (Failure is var failure and not 0) return Results.StatusCode(failure);
        if (request.Headers["X-IDENTITY-HEADER"] != Header) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        var now = TimeProvider.System.GetUtcNow();
        var resource = request.Query["resource"].ToString();
        return Results.Json(new Dictionary<string, string>
        {
            ["access_token"] = Token(resource, now),
            ["expires_on"] = Seconds(now + Lifetime),
            ["resource"] = resource,
            ["token_type"] = "Bearer",
        });
    }

    private static string Token(string resource, DateTimeOffset now)
    {
        var (since, until) = (Seconds(now.AddMinutes(-1)), Seconds(now + Validity));
        var issuer = "https://sts.windows.net/00000000-0000-0000-0000-000000000000/";
        var claims = $$"""{"aud":"{{resource}}","iss":"{{issuer}}","iat":{{since}},"nbf":{{since}},"exp":{{until}}}""";
        return $"{Encoded("""{"alg":"none","typ":"JWT"}""")}.{Encoded(claims)}.";
    }

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}

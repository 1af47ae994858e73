using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.FluentUI.AspNetCore.Components;
using Scim.Console.Acting;
using Scim.Console.Assets;
using Scim.Console.Clients;
using Scim.Console.Security;
using Scim.Console.Shell;
using Scim.Console.Showing;
using Scim.Operations;
using Scim.Protocol.Schemas;

namespace Scim.Console;

/// <summary>The operator's web application on 127.0.0.1, over use cases that the caller has. It ends when it is disposed of.</summary>
public sealed class ConsoleServer : IAsyncDisposable
{
    private const string NotFoundPath = "/not-found";
    private const long LongestBody = 64 * 1024;

    // A form's longest text is a schema's document: as many characters as it has bytes at most, each up to six bytes of JSON.
    private const long LongestMessage = 8 * SchemaLimits.DocumentBytes;

    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly OneTimeAddresses _addresses;

    private ConsoleServer(WebApplication app)
    {
        _app = app;
        _addresses = app.Services.GetRequiredService<OneTimeAddresses>();
        Address = app.Urls.First().TrimEnd('/');
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:PORT</c>.</summary>
    public string Address { get; }

    /// <summary>Starts it.</summary>
    /// <param name="operations">
    /// Has the clock and what <see cref="OperationsServices.AddScimOperations"/> registers; it must outlive the console.
    /// </param>
    /// <param name="options">How it is served.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ConsoleServer> StartAsync(
        IServiceProvider operations, ConsoleOptions options, CancellationToken cancellationToken)
    {
        // Nothing is read from the environment or from files: they belong to whoever starts it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ConsoleServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = PatienceAtEnd);
        AddServices(builder.Services, operations, options);
        var app = builder.Build();
        Map(app);
        try
        {
            await app.StartAsync(cancellationToken);
            return new ConsoleServer(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// An address that opens the console to the browser that asks for it first, within 10 minutes. The one before is of no use any more.
    /// </summary>
    public string NewOneTimeAddress() => $"{Address}{OneTimeAddresses.Path}{_addresses.NewCode()}";

    /// <summary>Tells it where the service is reached, if it was started before that was known.</summary>
    public void ServiceIsAt(string address) => _app.Services.GetRequiredService<KnownService>().Text = address;

    /// <summary>Ends it, with the sessions that it has.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void AddServices(IServiceCollection services, IServiceProvider operations, ConsoleOptions options)
    {
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(options.Faults is null ? LogLevel.None : LogLevel.Warning);
            if (options.Faults is { } faults) logging.AddProvider(faults);
        });
        services.AddRoutingCore();
        services.AddSingleton(operations.GetRequiredService<TimeProvider>());
        services.AddScimOperationsOf(operations);
        services.AddSingleton(options);
        services.AddSingleton<OneTimeAddresses>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<Handovers>();
        services.AddSingleton<Acts>();
        services.AddSingleton<KnownService>();
        services.AddScoped<Viewer>();

        // Keys that live in memory alone: nothing of a console outlives it.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        services.AddFluentUIComponents();
    }

    private static void Map(WebApplication app)
    {
        app.Environment.WebRootFileProvider = new EmbeddedAssets();
        app.UseMiddleware<Gate>();
        app.UseStaticFiles(new StaticFileOptions
        {
            // Browsers keep what has nothing of a tenant, and ask each time whether they may still show it.
            OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl = "private, no-cache",
        });
        app.UseStatusCodePagesWithReExecute(NotFoundPath);
        app.UseRouting();
        app.UseWebSockets();
        app.MapRazorComponents<Page>()
            .AddInteractiveServerRenderMode(mode =>
            {
                mode.ContentSecurityFrameAncestorsPolicy = null; // The gate has a stricter one.
                mode.DisableWebSocketCompression = true;
            })
            .DisableAntiforgery(); // No form is posted; the gate refuses what comes from elsewhere.
    }
}

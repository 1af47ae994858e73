using Microsoft.Extensions.Logging.Console;
using Scim.Console;
using Scim.Events;
using Scim.Events.Push;
using Scim.Hosting.Streams;
using Scim.Hosting.Telemetry;
using Scim.Http;
using Scim.LocalHost.Azurite;
using Scim.LocalHost.Consoles;
using Scim.LocalHost.Demo;
using Scim.LocalHost.Settings;
using Scim.LocalHost.Streams;
using Scim.LocalHost.Upkeep;
using Scim.Operations;
using Scim.Provisioning;
using Scim.Provisioning.Federation;
using Scim.Storage.Tables;

namespace Scim.LocalHost;

/// <summary>The service on Kestrel, with its storage and the demo account.</summary>
internal static class LocalServer
{
    // Settings count from start to end; watching their files costs time at the start.
    private const string WithoutWatching = "--hostBuilder:reloadConfigOnChange=false";
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);
    private const string StartLogs = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Starts everything, prints how to use it, and stops it in order when asked to.</summary>
    /// <exception cref="StartException">It cannot start.</exception>
    /// <exception cref="AzuriteException">Azurite cannot be installed or started, or has ended.</exception>
    public static async Task RunAsync(string[] args, CancellationToken stop)
    {
        var builder = CreateBuilder(args);
        var settings = LocalHostSettings.Read(builder.Configuration);
        await using var azurite = settings.Storage is null ? await StartAzuriteAsync(settings.DataPath, stop) : null;
        var storage = settings.Storage ?? new StorageSettings(azurite!.ConnectionString, null); // no storage set: Azurite was started

        var tables = new TableStorageOptions
        {
            ConnectionString = storage.ConnectionString,
            Endpoint = storage.Endpoint,
            TablePrefix = settings.TablePrefix,
        };
        if (tables.Errors().ToList() is { Count: > 0 } errors) throw new StartException(string.Join(' ', errors));

        // Storage is made ready while the host is being built.
        await using var storageServices = new ServiceCollection().AddScimTableStorage(tables)
            .AddSingleton<DemoAccount>()
            .BuildServiceProvider();
        var storageStart = Task.Run(() => StorageStart.RunAsync(storageServices, storage, settings.Demo, stop), stop);
        _ = storageStart.ContinueWith(static done => done.Exception, TaskScheduler.Default); // Listening may fail first.

        if (settings.Events.SigningKeys is not { Length: > 0 })
            settings.Events.SigningKeys = await LocalSigningKeys.ReadAsync(settings.DataPath, TimeProvider.System.GetUtcNow(), stop);
        var issuer = new EventIssuer(settings.PublicBaseUrl);

        builder.WebHost.UseUrls(settings.Urls);
        builder.Services.AddScimTableStorage(tables);
        builder.Services.AddSingleton(settings.Retention);
        builder.Services.AddScimProvisioning();
        builder.Services.AddSingleton(settings.OwnHosts);
        builder.Services.AddSingleton(new KeySetAddresses { AllowLoopbackHttp = true });
        builder.Services.AddSingleton(issuer);
        builder.Services.AddSingleton(new PushAddresses(settings.Events.AllowPrivateAddresses) { AllowLoopbackHttp = true });
        builder.Services.AddScimEvents(settings.Events);
        builder.Services.AddSingleton(new SweepPace(SweepEvery));
        builder.Services.AddHostedService<StreamService>();
        builder.Services.AddHostedService<UpkeepService>();
        builder.Services.AddScimHttp(options => options.PublicBaseUrl = settings.PublicBaseUrl);
        builder.Services.AddScimTelemetry(builder.Configuration);
        builder.Services.AddScimOperations();
        await using var app = builder.Build();
        app.MapScim();
        await using var console = settings.HasConsole ? new LocalConsole(app.Services, tables, storage.Address) : null;
        var consoleStart = console?.StartAsync(stop);
        var address = await ListenAsync(app, stop);
        issuer.ListensAt(address);
        await storageStart;
        var demo = storage.IsLocal ? settings.Demo : null;
        if (consoleStart is not null) await consoleStart;
        console?.ServiceIsAt(settings.PublicBaseUrl is { Length: > 0 } known ? known : address);
        var readsInput = settings.StopWhenInputEnds || (console is not null && !System.Console.IsInputRedirected);
        await System.Console.Out.WriteAsync(Greeting.Text(
            address,
            storage,
            azurite is null ? null : Path.GetFullPath(settings.DataPath),
            demo,
            console is null ? null : new ConsoleGreeting(console.NewOneTimeAddress(), readsInput)));
        if (readsInput) _ = FollowInputAsync(console, settings.StopWhenInputEnds ? app.Lifetime : null, stop);
        var shutdown = app.WaitForShutdownAsync(stop);
        if (azurite is not null) await ThrowIfEndsBeforeAsync(shutdown, azurite, app.Lifetime.ApplicationStopping);
        await shutdown;
    }

    /// <summary>Without its storage the host is of no use, and says so rather than refuse every request.</summary>
    private static async Task ThrowIfEndsBeforeAsync(Task shutdown, AzuriteProcess azurite, CancellationToken stopping)
    {
        using var over = new CancellationTokenSource();
        var end = azurite.EndAsync(over.Token);
        if (await Task.WhenAny(shutdown, end) == end && !stopping.IsCancellationRequested)
            throw new AzuriteException(await end);
        await over.CancelAsync();
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        try
        {
            var builder = WebApplication.CreateSlimBuilder(
                new WebApplicationOptions { Args = [.. args, WithoutWatching], ContentRootPath = AppContext.BaseDirectory });
            builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;

                // The service bounds bodies itself. Over a limit of its own the server would hang up before the client has read the 413.
                kestrel.Limits.MaxRequestBodySize = null;
            });

            // The slim builder settles on one format of the console; the settings may name another.
            builder.Logging.AddConsole();
            builder.Services.Configure<ConsoleLoggerOptions>(builder.Configuration.GetSection("Logging:Console"));

            // Why it could not start is said in one line by Program, without the framework's stack trace.
            builder.Logging.AddFilter(StartLogs, LogLevel.None).AddFilter<ConsoleLoggerProvider>(StartLogs, LogLevel.None);
            return builder;
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException)
        {
            throw new StartException($"The configuration cannot be read: {exception.Message}", exception);
        }
    }

    private static Task<AzuriteProcess> StartAzuriteAsync(string dataPath, CancellationToken stop) =>
        AzuriteProcess.StartWhereToolsLookAsync(
            new AzuriteOptions { DataFolder = dataPath, Progress = System.Console.Out.WriteLine }, stop);

    /// <summary>Prints an address of the console, if it runs, for Enter, and stops the host at the end of the input, if it shall.</summary>
    private static async Task FollowInputAsync(LocalConsole? console, IHostApplicationLifetime? lifetime, CancellationToken stop)
    {
        await using var input = System.Console.OpenStandardInput();
        await EnterKey.FollowAsync(input, () => Print(console?.NewOneTimeAddress()), TimeProvider.System, stop);
        lifetime?.StopApplication();
    }

    private static void Print(string? address)
    {
        if (address is not null) System.Console.Out.WriteLine(address);
    }

    private static async Task<string> ListenAsync(WebApplication app, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            throw new StartException(
                $"{exception.Message.TrimEnd('.')}. End what listens there, or choose another address with --urls http://localhost:PORT.",
                exception);
        }

        return app.Urls.First().Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal).TrimEnd('/');
    }
}

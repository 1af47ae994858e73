using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Events;
using Scim.Events.Push;
using Scim.Hosting.Streams;
using Scim.Hosting.Telemetry;
using Scim.Http;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Federation;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Storage.Tables;
using Scim.Testing.Faults;
using Scim.Testing.Tenants;

namespace Scim.Testing;

/// <summary>
/// An instance of the service in this process, on Kestrel and on the Azurite of this process, with a clock, a way to storage and a log
/// of its own. Instances with the same table prefix share their storage as hosts do.
/// </summary>
public sealed class ServiceInstance : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServiceInstance(WebApplication app, string tablePrefix, StorageFaults faults, LogLines log) =>
        (_app, TablePrefix, Faults, Log) = (app, tablePrefix, faults, log);

    /// <summary>What the names of its tables begin with.</summary>
    public string TablePrefix { get; }

    /// <summary>The storage requests that it makes, and what befalls them.</summary>
    public StorageFaults Faults { get; }

    /// <summary>What it logs.</summary>
    public LogLines Log { get; }

    /// <summary>The services behind the endpoints.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The base URL of its SCIM endpoints, without a slash at the end.</summary>
    public string ScimBase => $"{_app.Urls.First()}/scim/v2";

    /// <summary>Starts an instance; the tables are there then.</summary>
    /// <param name="tablePrefix">The tables to use.</param>
    /// <param name="time">Its clock; null for the system's.</param>
    /// <param name="plan">What befalls its storage requests by chance; null for nothing.</param>
    /// <param name="configure">Settings of the HTTP layer.</param>
    /// <param name="logLevel">The least level that it logs.</param>
    /// <param name="telemetry">Settings of telemetry; null for none.</param>
    /// <param name="events">Settings of streams; null for none, and so without signing keys.</param>
    public static async Task<ServiceInstance> StartAsync(
        string tablePrefix,
        TimeProvider? time = null,
        FaultPlan? plan = null,
        Action<ScimHttpOptions>? configure = null,
        LogLevel logLevel = LogLevel.Trace,
        IReadOnlyDictionary<string, string?>? telemetry = null,
        EventOptions? events = null)
    {
        var azurite = await AzuriteInstance.GetProcessAsync();
        var faults = new StorageFaults(plan);
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(logLevel);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddScimTableStorage(new TableStorageOptions
        {
            ConnectionString = azurite.ConnectionString,
            TablePrefix = tablePrefix,
            WrapTransport = faults.Over,
        });
        builder.Services.AddSingleton(new KeySetAddresses { AllowLoopbackHttp = true });
        builder.Services.AddScimProvisioning();
        var issuer = new EventIssuer(configured: null);
        builder.Services.AddSingleton(issuer);
        builder.Services.AddSingleton(new PushAddresses(events?.AllowPrivateAddresses is true) { AllowLoopbackHttp = true });
        builder.Services.AddScimEvents(events ?? new EventOptions());
        builder.Services.AddHostedService<StreamService>();
        builder.Services.AddScimHttp(configure);
        builder.Configuration.AddInMemoryCollection(telemetry);
        builder.Services.AddScimTelemetry(builder.Configuration);
        var app = builder.Build();
        app.MapScim();
        await app.Services.GetRequiredService<IStorageProbe>().CheckAsync(CancellationToken.None);
        await app.StartAsync();
        issuer.ListensAt(app.Urls.First());
        return new ServiceInstance(app, tablePrefix, faults, log);
    }

    /// <summary>Adds an account with one client, and issues a token to it.</summary>
    /// <param name="name">The name of both.</param>
    /// <param name="licences">Its licences; null for no limit.</param>
    /// <param name="limit">How fast the client may call; null for faster than any test.</param>
    /// <param name="strictness">How its requests are read.</param>
    public Task<Tenant> AddTenantAsync(
        string name, int? licences = null, RateLimit? limit = null, Strictness strictness = Strictness.Lenient) =>
        AddTenantAsync(new NewTenant(name) { Licences = licences, Limit = limit, Strictness = strictness });

    /// <summary>Adds an account with one client, and issues a token to it.</summary>
    public Task<Tenant> AddTenantAsync(NewTenant tenant) => TenantStorage.AddAsync(Services, tenant, CancellationToken.None);

    /// <summary>A client of this instance with the token of a tenant.</summary>
    public ScimClient ClientOf(Tenant tenant) => new(ScimBase, tenant.Token);

    /// <summary>Takes no more requests, and ends when those that it has are over.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>An account with its client.</summary>
/// <param name="Account">The account.</param>
/// <param name="Client">The client's id.</param>
/// <param name="Secret">The client's secret.</param>
/// <param name="Token">A token of the client's.</param>
public sealed record Tenant(AccountId Account, ClientId Client, string Secret, string Token)
{
    /// <summary>The token as a header field has it.</summary>
    public AuthenticationHeaderValue Authorization => new("Bearer", Token);
}

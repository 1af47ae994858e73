using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Scim.Events;
using Scim.Hosting.Settings;
using Scim.Hosting.Streams;
using Scim.Hosting.Telemetry;
using Scim.Http;
using Scim.Provisioning;
using Scim.Storage.Tables;

namespace Scim.Hosting;

/// <summary>Composes the whole service for a host.</summary>
public static class ScimHostServices
{
    /// <summary>The names of all settings that <see cref="AddScim"/> reads, with a colon between section and setting.</summary>
    public static IReadOnlyList<string> SettingNames => HostSettings.Names;

    /// <summary>
    /// Adds the service with its storage and telemetry as the settings say: the sections <c>TableStorage</c>, <c>Scim</c>,
    /// <c>Events</c>, <c>Requests</c> and <c>Audit</c>, and those of <see cref="TelemetryServices"/>.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configuration">The settings of the host.</param>
    /// <exception cref="OptionsValidationException">Settings are wrong; the message names every one of them.</exception>
    public static IServiceCollection AddScim(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = HostSettings.Read(configuration, new ScimHttpOptions());
        // A service in the background that fails must not stop the host: the Functions platform would not replace it.
        services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        var publicBaseUrl = PlatformHost.Or(settings.Http.PublicBaseUrl, configuration);
        return services
            .AddScimTableStorage(settings.Storage)
            .AddSingleton(settings.Retention)
            .AddScimProvisioning()
            .AddSingleton(new EventIssuer(publicBaseUrl))
            .AddScimEvents(settings.Events)
            .AddHostedService<StreamService>()
            .AddScimHttp(options =>
            {
                options.PublicBaseUrl = publicBaseUrl;
                options.ClientAddressHeader = settings.Http.ClientAddressHeader;
            })
            .AddScimTelemetry(configuration);
    }
}

using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Scim.Provisioning;
using Scim.Provisioning.Telemetry;

namespace Scim.Hosting.Telemetry;

/// <summary>Sends the service's traces, metrics and logs to where the settings say.</summary>
public static class TelemetryServices
{
    private const string ServiceName = "scim";

    /// <summary>Says what is wrong with the settings of telemetry; nothing if all is right.</summary>
    public static IReadOnlyList<string> ErrorsOf(IConfiguration configuration)
    {
        var errors = new List<string>();
        TelemetrySettings.Read(configuration, errors.Add);
        return errors;
    }

    /// <summary>
    /// Exports to Application Insights if <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set, and by OTLP if
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is; with neither it adds nothing. Traces and metrics are those named <c>Scim</c>, beside which
    /// Application Insights gets the standard metrics of its exporter; logs are what <c>Logging:LogLevel</c> lets through.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configuration">The settings of the host.</param>
    public static IServiceCollection AddScimTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = TelemetrySettings.Read(configuration, static _ => { });
        if (!settings.IsWanted) return services;
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(ServiceName, serviceVersion: ServiceVersion.Current).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(ScimTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(ScimTelemetry.Name))
            .WithLogging(configureBuilder: null, options =>
            {
                options.IncludeScopes = true;
                options.IncludeFormattedMessage = true;
            });
        if (settings.Collector is not null)
        {
            telemetry
                .WithTracing(tracing => tracing.AddOtlpExporter())
                .WithMetrics(metrics => metrics.AddOtlpExporter())
                .WithLogging(logging => logging.AddOtlpExporter());
        }
        if (settings.ApplicationInsights is not null)
        {
            telemetry
                .WithTracing(tracing => tracing.AddAzureMonitorTraceExporter(Configure))
                .WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(Configure))
                .WithLogging(logging => logging.AddAzureMonitorLogExporter(Configure));
        }
        return services;

        void Configure(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = settings.ApplicationInsights;
            // An error must be found by its correlation id, whether its trace was among the sampled ones or not.
            options.EnableTraceBasedLogsSampler = false;
            if (settings.UsesIdentity) options.Credential = new DefaultAzureCredential();
        }
    }
}

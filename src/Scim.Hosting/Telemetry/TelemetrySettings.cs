using Microsoft.Extensions.Configuration;

namespace Scim.Hosting.Telemetry;

/// <summary>Where telemetry goes. With neither set there is none, and it costs nothing.</summary>
/// <param name="ApplicationInsights">The connection string of an Application Insights resource; null for none.</param>
/// <param name="UsesIdentity">True to enter it with the app's Azure identity.</param>
/// <param name="Collector">The OTLP endpoint of a collector; null for none.</param>
internal sealed record TelemetrySettings(string? ApplicationInsights, bool UsesIdentity, Uri? Collector)
{
    /// <summary>The setting of <see cref="ApplicationInsights"/>, which the platform knows under this name.</summary>
    public const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>The setting of <see cref="UsesIdentity"/>: <c>Authorization=AAD</c> and whose.</summary>
    public const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>The setting of <see cref="Collector"/>. The exporter reads its other <c>OTEL_EXPORTER_OTLP_</c> settings itself.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>True if it goes anywhere.</summary>
    public bool IsWanted => ApplicationInsights is not null || Collector is not null;

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The settings of the host. An empty value is one that is not set.</param>
    /// <param name="wrong">Is told what is wrong.</param>
    public static TelemetrySettings Read(IConfiguration configuration, Action<string> wrong)
    {
        var connectionString = Text(configuration, ConnectionString);
        if (connectionString?.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase) == false)
            wrong($"{ConnectionString} must be a connection string of Application Insights, with its InstrumentationKey");
        var authentication = Text(configuration, Authentication);
        if (authentication?.Contains("Authorization=AAD", StringComparison.OrdinalIgnoreCase) == false)
            wrong($"{Authentication} must contain Authorization=AAD");
        var endpoint = Text(configuration, Endpoint);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var collector) || collector.Scheme is not ("http" or "https"))
        {
            if (endpoint is not null) wrong($"{Endpoint} must be an http or https address");
            collector = null;
        }
        return new TelemetrySettings(connectionString, authentication is not null, collector);
    }

    private static string? Text(IConfiguration configuration, string key) => configuration[key] is { Length: > 0 } text ? text : null;
}

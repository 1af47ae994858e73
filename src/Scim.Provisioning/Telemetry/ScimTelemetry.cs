using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Scim.Provisioning.Telemetry;

/// <summary>
/// The one source of traces and the one meter of the service. Nothing that goes into them holds an attribute value, an id of a user, a
/// token or a key of a row.
/// </summary>
public static class ScimTelemetry
{
    /// <summary>The name of both: <c>Scim</c>.</summary>
    public const string Name = "Scim";

    /// <summary>Traces: a span for each request, and below it one for each request to storage.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Metrics.</summary>
    public static Meter Meter { get; } = new(Name);
}

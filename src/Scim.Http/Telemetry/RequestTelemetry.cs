using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Scim.Provisioning.Telemetry;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Telemetry;

/// <summary>
/// Counts and times one request, and makes a span of it: the root of its trace, or a child of the one that the client's
/// <c>traceparent</c> names. Spans of the host's libraries, which are not exported and hold paths and queries, are left out.
/// </summary>
internal sealed class RequestTelemetry : IDisposable
{
    private static readonly Counter<long> Requests = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.requests", "{request}", "Requests that were answered.");

    private static readonly Histogram<double> Duration = ScimTelemetry.Meter.CreateHistogram(
        "scim.request.duration", "s", "Time from the arrival of a request to its answer.", tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 8, 20],
        });

    private readonly string _operation;
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly Activity? _outer = Activity.Current;
    private readonly Activity? _span;

    /// <summary>Starts the time.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    /// <param name="time">The clock.</param>
    public RequestTelemetry(HttpRequest request, string operation, TimeProvider time)
    {
        (_operation, _time, _startedAt) = (operation, time, time.GetTimestamp());
        RunningOperation.Begin(operation);
        if (!ScimTelemetry.Source.HasListeners()) return;
        // The tracestate is left out: it is any text of the client's, and would be exported with the span.
        _ = ActivityContext.TryParse(request.Headers.TraceParent, traceState: null, isRemote: true, out var client);
        Activity.Current = null;
        _span = ScimTelemetry.Source.StartActivity(operation, ActivityKind.Server, client);
        _span?.SetTag("http.request.method", KnownMethod.Of(request.Method));
    }

    /// <summary>The id of the trace; null if there is none.</summary>
    public string? TraceId => _span?.TraceId.ToHexString();

    /// <summary>Notes who sent the request.</summary>
    public void By(Caller caller) => _span?.SetTag("scim.client", caller.Client.Value).SetTag("scim.account", caller.Account.Value);

    /// <summary>Notes how the request was answered.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The time since the arrival.</returns>
    public TimeSpan Answered(int status)
    {
        var duration = _time.GetElapsedTime(_startedAt);
        TagList tags = [new("scim.operation", _operation), new("http.response.status_code", status)];
        Requests.Add(1, tags);
        Duration.Record(duration.TotalSeconds, tags);
        _span?.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError) _span?.SetStatus(ActivityStatusCode.Error);
        return duration;
    }

    public void Dispose()
    {
        _span?.Dispose();
        Activity.Current = _outer;
    }
}

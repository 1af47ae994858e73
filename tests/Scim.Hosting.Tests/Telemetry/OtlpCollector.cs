using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Scim.Hosting.Tests.Telemetry;

/// <summary>Stands in for a collector: takes what is exported by OTLP over HTTP and keeps it.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _exports = new();
    private readonly WebApplication _app;

    private OtlpCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            _exports.Enqueue((context.Request.Path, body.ToArray()));
            return Results.Bytes(Array.Empty<byte>(), "application/x-protobuf");
        });
    }

    /// <summary>The settings that make a host export to it.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    /// <summary>What each export of spans says of the service that sent it.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Resources =>
        [.. Exports("/v1/traces").SelectMany(export => export.All(1, 1)).Select(resource => resource.Attributes(1))];

    /// <summary>The spans, of every instrument.</summary>
    public IReadOnlyList<Span> Spans => [.. Exports("/v1/traces").SelectMany(export => export.All(1, 2, 2)).Select(span => new Span(
        span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (SpanKind)span.Number(6), span.Attributes(9)))];

    /// <summary>The points of all metrics, the last of each series last.</summary>
    public IReadOnlyList<Point> Points => [.. Exports("/v1/metrics").SelectMany(export => export.All(1, 2, 2)).SelectMany(metric =>
        metric.All(7, 1).Select(sum => new Point(metric.Text(1), sum.Attributes(7), (long)sum.Fixed(6)))
            .Concat(metric.All(9, 1).Select(histogram => new Point(metric.Text(1), histogram.Attributes(9), (long)histogram.Fixed(4)))))];

    /// <summary>The texts of the log records.</summary>
    public IReadOnlyList<string> Logs =>
        [.. Exports("/v1/logs").SelectMany(export => export.All(1, 2, 2)).SelectMany(record => record.All(5)).Select(body => body.Text(1))];

    /// <summary>Everything that came, as text.</summary>
    public IEnumerable<string> Texts => _exports.Select(export => Encoding.UTF8.GetString(export.Body));

    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<Message> Exports(string path) =>
        _exports.Where(export => export.Path == path).Select(export => Message.Parse(export.Body));
}

/// <summary>A span.</summary>
internal sealed record Span(
    string TraceId, string Id, string ParentId, string Name, SpanKind Kind, IReadOnlyDictionary<string, string> Attributes);

/// <summary>The kinds of spans as OTLP numbers them.</summary>
internal enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
}

/// <summary>A sum, or the count of a histogram.</summary>
internal sealed record Point(string Metric, IReadOnlyDictionary<string, string> Attributes, long Value);

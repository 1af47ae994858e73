using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;
using Scim.Provisioning.Telemetry;

namespace Scim.Storage.Tables.Connection;

/// <summary>
/// Counts the requests to storage for the operation that causes them, and makes a span of each. A span names the table, never a key or
/// a filter, which hold ids and hashes of what clients sent.
/// </summary>
internal sealed class StorageTelemetry : HttpPipelinePolicy
{
    private static readonly Counter<long> Requests = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.storage.requests", "{request}", "Requests to table storage, repeated ones too.");

    private static readonly Counter<long> Retries = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.storage.retries", "{request}", "Requests to table storage that repeat one without a good answer.");

    /// <summary>A request is sent again.</summary>
    public static void Repeated() => Retries.Add(1, Operation);

    private static KeyValuePair<string, object?> Operation => new("scim.operation", RunningOperation.Name);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.ProcessingContext.RetryNumber > 0) Repeated();
        using var span = Start(message.Request);
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception failure)
        {
            Count("none");
            span?.SetTag("error.type", failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        var status = message.Response.Status;
        Count(status);
        span?.SetTag("http.response.status_code", status);
        if (status >= 500) span?.SetStatus(ActivityStatusCode.Error);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The service calls storage asynchronously only.");

    private static void Count(object status) => Requests.Add(1, Operation, new("http.response.status_code", status));

    private static Activity? Start(Request request)
    {
        // Below a request only: each check of a probe would be a trace of its own, and take one of those that are sampled.
        if (Activity.Current?.Source != ScimTelemetry.Source) return null;
        var span = ScimTelemetry.Source.StartActivity("storage", ActivityKind.Client);
        if (span is null) return null;
        span.DisplayName = $"{request.Method.Method} {TableOf(request.Uri.Path)}";
        return span
            .SetTag("http.request.method", request.Method.Method)
            .SetTag("server.address", request.Uri.Host)
            .SetTag("scim.storage.table", TableOf(request.Uri.Path));
    }

    /// <summary>The table in a path such as <c>account/Users(PartitionKey=…)</c>; <c>$batch</c> for a transaction.</summary>
    private static string TableOf(string path)
    {
        var end = path.IndexOf('(', StringComparison.Ordinal);
        var resource = (end < 0 ? path : path[..end]).TrimEnd('/');
        return resource[(resource.LastIndexOf('/') + 1)..];
    }
}

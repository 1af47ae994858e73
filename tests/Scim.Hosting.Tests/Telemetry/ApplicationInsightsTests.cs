using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using Scim.Provisioning;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Hosting.Tests.Telemetry;

/// <remarks>
/// The source of traces and the meter are those of the process, so that these tests must not run beside others with requests.
/// </remarks>
[Collection("Requests")]
public sealed class ApplicationInsightsTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _received = new();
    private readonly WebApplication _ingestion = CreateIngestion();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ingestion.Map("/{**path}", async context =>
        {
            await using var body = context.Request.Headers.ContentEncoding == "gzip"
                ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
                : context.Request.Body;
            using var reader = new StreamReader(body, Encoding.UTF8);
            var text = await reader.ReadToEndAsync(context.RequestAborted);
            _received.Enqueue(text);
            var items = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            await context.Response.WriteAsJsonAsync(
                new { itemsReceived = items, itemsAccepted = items, errors = Array.Empty<object>() }, context.RequestAborted);
        });
        await _ingestion.StartAsync();
    }

    public ValueTask DisposeAsync() => _ingestion.DisposeAsync();

    [Fact]
    public async Task It_gets_requests_dependencies_and_metrics()
    {
        // The trace of a request ends a little after its answer, and is sent at the latest when the host ends.
        await using (var service = await StartAsync(sampled: "1.0"))
        {
            using var scim = service.ClientOf(await service.AddTenantAsync("acme"));
            await scim.GetAsync("/Users", Cancel);
            await service.StopAsync(Cancel);
        }

        Assert.Contains(
            _received,
            text => text.Contains("RequestData", StringComparison.Ordinal) && text.Contains("ListUsers", StringComparison.Ordinal));
        Assert.Contains(_received, text => text.Contains($"\"ai.application.ver\":\"{ServiceVersion.Current}\"", StringComparison.Ordinal));
        Assert.Contains(_received, text => text.Contains("RemoteDependencyData", StringComparison.Ordinal));
        Assert.Contains(_received, text => text.Contains("scim.storage.requests", StringComparison.Ordinal));
        Assert.Contains(_received, text => text.Contains("\"scim.client\":\"acme\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_gets_the_errors_of_requests_whose_traces_are_not_sampled()
    {
        await using var service = await StartAsync(sampled: "0.0");
        using var scim = service.ClientOf(await service.AddTenantAsync("acme"));
        service.Faults.On(
            static _ => true, Enumerable.Repeat(StorageFaultKinds.Refused(HttpStatusCode.ServiceUnavailable, "ServerBusy"), 60));

        var refused = await scim.GetAsync("/Users", Cancel);
        service.Services.GetRequiredService<LoggerProvider>().ForceFlush();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.DoesNotContain(_received, text => text.Contains("RequestData", StringComparison.Ordinal));
        var line = Regex.Match(string.Concat(_received), "Request ([^ ]+) was refused for want of storage");
        Assert.True(line.Success);
        Assert.Contains(line.Groups[1].Value, refused.Text("detail"), StringComparison.Ordinal);
    }

    private Task<ServiceInstance> StartAsync(string sampled) =>
        ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix(), telemetry: new Dictionary<string, string?>
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] =
                $"InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint={_ingestion.Urls.First()}/",
            ["OTEL_TRACES_SAMPLER"] = "microsoft.fixed_percentage",
            ["OTEL_TRACES_SAMPLER_ARG"] = sampled,
        });

    private static WebApplication CreateIngestion()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        return builder.Build();
    }
}

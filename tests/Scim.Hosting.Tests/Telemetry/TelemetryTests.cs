using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Scim.Provisioning;
using Scim.Provisioning.Metering;
using Scim.Testing;
using Scim.Testing.Faults;
using Scim.Testing.Privacy;

namespace Scim.Hosting.Tests.Telemetry;

/// <remarks>
/// The source of traces and the meter are those of the process, so that these tests must not run beside others with requests.
/// </remarks>
[Collection("Requests")]
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string ClientTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string ClientSpan = "00f067aa0ba902b7";

    private readonly Person _person = new();
    private OtlpCollector _collector = null!;
    private ServiceInstance _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _collector = await OtlpCollector.StartAsync();
        _service = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix(), telemetry: _collector.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Fact]
    public async Task A_request_is_one_trace_with_its_storage_calls_as_children()
    {
        var tenant = await _service.AddTenantAsync("acme");
        using var scim = _service.ClientOf(tenant);
        using var creation = new HttpRequestMessage(HttpMethod.Post, $"{scim.ScimBase}/Users")
        {
            Content = new StringContent(_person.Json, null, "application/scim+json"),
        };
        creation.Headers.Add("traceparent", $"00-{ClientTrace}-{ClientSpan}-01");
        creation.Headers.Add("tracestate", "vendor=any-text-of-the-client");

        await scim.SendAsync(creation, Cancel);
        Flush();

        Assert.All(
            _collector.Resources,
            resource => Assert.Equal(("scim", ServiceVersion.Current), (resource["service.name"], resource["service.version"])));
        Assert.NotEmpty(_collector.Resources);
        var trace = _collector.Spans.Where(span => span.TraceId == ClientTrace).ToList();
        var root = Assert.Single(trace, span => span.Kind == SpanKind.Server);
        Assert.Equal(("CreateUser", ClientSpan), (root.Name, root.ParentId));
        Assert.Equal(("POST", "201"), (root.Attributes["http.request.method"], root.Attributes["http.response.status_code"]));
        Assert.Equal(("acme", "acme"), (root.Attributes["scim.account"], root.Attributes["scim.client"]));
        var calls = trace.Where(span => span.Kind == SpanKind.Client).ToList();
        Assert.All(trace.Except([root]), below => Assert.Equal(root.Id, below.ParentId));
        Assert.Contains(calls, call => call.Name == "POST $batch" && call.Attributes["http.response.status_code"] == "202");
        Assert.DoesNotContain(_collector.Texts, text => text.Contains("any-text-of-the-client", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_requests_share_is_in_the_trace_of_none_and_counted_to_none()
    {
        var tenant = await _service.AddTenantAsync("acme");
        using var scim = _service.ClientOf(tenant);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => scim.FindAsync($"nobody{number}", Cancel)));
        // A span ends behind its answer.
        for (var tries = 0; tries < 1_000 && Requests().Count < 20; tries++)
            Flush();

        var requests = Requests();
        var calls = _collector.Spans.Where(span => span.Kind == SpanKind.Client).ToList();
        Assert.Equal(20, requests.Count);
        Assert.All(calls, call => Assert.EndsWith("Users", call.Name, StringComparison.Ordinal));
        Assert.All(requests, request => Assert.Single(calls, call => call.ParentId == request.Id));
        Assert.Contains(_collector.Spans, span => span.Name == "wait Meter" && requests.Exists(request => request.Id == span.ParentId));
        Assert.Equal(20, Sum("scim.storage.requests", ("scim.operation", "ListUsers")));
        Assert.Equal(2, Sum("scim.storage.requests", ("scim.operation", "ReadToken")));
        Assert.True(Sum("scim.storage.requests", ("scim.operation", "Meter")) >= 2);

        List<Span> Requests() => [.. _collector.Spans.Where(span => span.Kind == SpanKind.Server && span.Name == "ListUsers")];
    }

    [Fact]
    public async Task A_probe_of_health_makes_no_traces()
    {
        using var scim = _service.ClientOf(await _service.AddTenantAsync("acme"));
        var before = _service.Faults.Requests.Count;

        var healthy = await scim.HealthAsync(Cancel);
        Flush();

        Assert.Equal(HttpStatusCode.OK, healthy.Status);
        Assert.True(_service.Faults.Requests.Count > before);
        Assert.DoesNotContain(_collector.Spans, span => span.ParentId == "" && span.Kind == SpanKind.Client);
    }

    [Fact]
    public async Task A_request_without_a_trace_begins_one_and_names_it_where_it_fails()
    {
        using var scim = _service.ClientOf(await _service.AddTenantAsync("acme"));
        await scim.GetAsync("/Users", Cancel);
        _service.Faults.On(
            static _ => true, Enumerable.Repeat(StorageFaultKinds.Refused(HttpStatusCode.ServiceUnavailable, "ServerBusy"), 60));

        var answer = await scim.GetAsync("/Users?count=1", Cancel);
        _service.Faults.Withdraw();
        Flush();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        var root = Assert.Single(
            _collector.Spans,
            span => span.Attributes.GetValueOrDefault("http.response.status_code") == "503" && span.Kind == SpanKind.Server);
        Assert.Equal("", root.ParentId);
        Assert.Contains(root.TraceId, answer.Text("detail"), StringComparison.Ordinal);
        Assert.Contains(_collector.Texts, text => text.Contains(root.TraceId, StringComparison.Ordinal));
        Assert.Contains(_collector.Logs, line => line.Contains("was refused for want of storage", StringComparison.Ordinal));
        Assert.True(Sum("scim.storage.retries", ("scim.operation", "ListUsers")) > 0);
    }

    [Fact]
    public async Task Every_metric_of_the_design_is_exported()
    {
        using var few = _service.ClientOf(await _service.AddTenantAsync("few", licences: 0, limit: new RateLimit(0.01, 2)));

        await few.PostAsync("/Users", _person.Json, Cancel);
        await few.FindAsync(_person.UserName, Cancel);
        await few.GetAsync("/Users", Cancel);
        Flush();

        Assert.Equal(1, Sum("scim.requests", ("scim.operation", "CreateUser"), ("http.response.status_code", "201")));
        Assert.Equal(1, Sum("scim.requests", ("scim.operation", "ListUsers"), ("http.response.status_code", "200")));
        Assert.Equal(1, Sum("scim.request.duration", ("scim.operation", "ListUsers"), ("http.response.status_code", "429")));
        Assert.Equal(1, Sum("scim.denials", ("scim.client", "few"), ("scim.operation", "ListUsers")));
        Assert.Equal(1, Sum("scim.licence.shortages", ("scim.account", "few")));
        Assert.True(Sum("scim.storage.requests", ("scim.operation", "ListUsers")) >= 2);
        Assert.True(Sum("scim.storage.requests", ("scim.operation", "Meter")) >= 2);
    }

    [Fact]
    public async Task Nothing_personal_is_exported()
    {
        using var traffic = new Traffic();
        var tenant = await _service.AddTenantAsync("acme");
        using var scim = new ScimClient(_service.ScimBase, tenant.Token, traffic);
        var id = (await scim.PostAsync("/Users", _person.Json, Cancel)).Text("id") ?? "";
        await scim.FindAsync(_person.UserName, Cancel);
        await scim.GetAsync($"/Users/{id}", Cancel);

        await new RefusedRequests(scim.ScimBase, _person, id, $"{tenant.Client}:{tenant.Secret}").SendAsync(scim, traffic, Cancel);
        Flush();

        Assert.NotEmpty(_collector.Spans);
        Assert.NotEmpty(_collector.Points);
        Leak.AssertNone(traffic.Sent, _collector.Texts);
        Assert.DoesNotContain(_collector.Texts, text => text.Contains(id, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Without_settings_there_is_none()
    {
        await using var silent = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix());

        Assert.Null(silent.Services.GetService<TracerProvider>());
        Assert.Null(silent.Services.GetService<MeterProvider>());
        Assert.Null(silent.Services.GetService<LoggerProvider>());
    }

    private long Sum(string metric, params (string Key, string Value)[] attributes) => _collector.Points
        .Where(point => point.Metric == metric)
        .Where(point => Array.TrueForAll(attributes, wanted => point.Attributes.GetValueOrDefault(wanted.Key) == wanted.Value))
        .GroupBy(point => string.Join(',', point.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal)))
        .Sum(series => series.Last().Value);

    private void Flush()
    {
        Assert.True(_service.Services.GetRequiredService<TracerProvider>().ForceFlush());
        Assert.True(_service.Services.GetRequiredService<MeterProvider>().ForceFlush());
        Assert.True(_service.Services.GetRequiredService<LoggerProvider>().ForceFlush());
    }
}

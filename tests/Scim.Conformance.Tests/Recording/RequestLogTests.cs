using System.Net;
using Scim.Conformance.Tests.Service;
using Scim.Testing;
using Scim.Testing.Tenants;

namespace Scim.Conformance.Tests.Recording;

/// <summary>A host writes its log of requests behind its answers, and the rest when it ends in order.</summary>
public sealed class RequestLogTests(ConformanceService service) : ConformanceTest(service)
{
    private const string Account = "demo";

    [Fact]
    public async Task What_is_refused_is_in_the_log_soon()
    {
        var scim = await SignInAsync(await StartHostAsync());
        (await scim.GetAsync("/Users/nobody", Cancellation)).AssertError(HttpStatusCode.NotFound);

        await Eventually.HoldsAsync(async () => (await EntriesAsync()).Count == 1, Cancellation);

        var entry = Assert.Single(await EntriesAsync());
        Assert.Contains("\"Route\":\"/Users/{id}\",\"Operation\":\"GetUser\"", entry, StringComparison.Ordinal);
        Assert.Contains("\"Status\":404", entry, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_ends_in_order_writes_all_that_waits()
    {
        const int Requests = 250;
        var host = await StartHostAsync();
        var scim = await SignInAsync(host);
        for (var number = 0; number < Requests; number++)
            (await scim.GetAsync("/Users/nobody", Cancellation)).AssertError(HttpStatusCode.NotFound);

        await host.DisposeAsync();

        Assert.Equal(Requests, (await EntriesAsync()).Count);
        Assert.DoesNotContain("lost", host.Log, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> EntriesAsync() =>
        [.. (await TenantStorage.ReadLogAsync(TablePrefix, Account, Cancellation)).Where(
            text => text.Contains("\"CorrelationId\"", StringComparison.Ordinal))];
}

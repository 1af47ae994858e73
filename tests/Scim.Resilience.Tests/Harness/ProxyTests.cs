using System.Net;
using Azure;
using Azure.Data.Tables;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Resilience.Tests.Harness;

/// <summary>The proxy between hosts and storage does what it says.</summary>
public sealed class ProxyTests
{
    private readonly string _table = AzuriteInstance.NewTablePrefix();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unmodified_host_works_through_it()
    {
        await using var proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync());
        await using var host = await LocalHosts.StartAsync(
            AzuriteInstance.NewTablePrefix(), new() { ["TableStorage:ConnectionString"] = proxy.ConnectionString }, Cancel);
        using var scim = await LocalHosts.SignInAsync(host, Cancel);

        var created = await scim.PostAsync(
            "/Users", """{"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"Lovelace"}}""", Cancel);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.True(proxy.Requests.Count > 10);
    }

    [Theory]
    [InlineData(FaultKind.Dropped, false)]
    [InlineData(FaultKind.AnswerDropped, true)]
    public async Task A_request_without_answer_has_arrived_only_where_the_fault_says_so(FaultKind kind, bool arrives)
    {
        var azurite = await AzuriteInstance.GetProcessAsync();
        var behind = new TableClient(azurite.ConnectionString, _table);
        await behind.CreateAsync(Cancel);
        await using var proxy = await StorageProxy.StartAsync(azurite, PlanThatBeginsWith(kind));
        var options = new TableClientOptions { Retry = { MaxRetries = 0 } };
        var through = new TableClient(proxy.ConnectionString, _table, options);

        var lost = await Assert.ThrowsAsync<RequestFailedException>(() => through.AddEntityAsync(new TableEntity("p", "r"), Cancel));

        Assert.Equal(0, lost.Status);
        Assert.Equal(arrives, (await behind.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Cancel)).HasValue);
    }

    [Theory]
    [InlineData(FaultKind.Failed, HttpStatusCode.InternalServerError, false)]
    [InlineData(FaultKind.Throttled, HttpStatusCode.ServiceUnavailable, false)]
    [InlineData(FaultKind.ThrottledWithRetryAfter, HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(FaultKind.Delayed, HttpStatusCode.Forbidden, false)]
    public async Task A_request_with_an_answer_has_the_one_that_the_fault_gives(FaultKind kind, HttpStatusCode status, bool retryAfter)
    {
        await using var proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync(), PlanThatBeginsWith(kind));
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{proxy.Port}/devstoreaccount1/Tables"), Cancel);

        Assert.Equal((status, retryAfter), (response.StatusCode, response.Headers.RetryAfter is not null));
    }

    /// <summary>A plan whose first fault is of that kind; it is found by trying seeds.</summary>
    private static FaultPlan PlanThatBeginsWith(FaultKind kind)
    {
        var seed = Enumerable.Range(0, 1_000).First(seed => new FaultPlan(seed, rate: 1).Next()?.Kind == kind);
        return new FaultPlan(seed, rate: 1);
    }
}

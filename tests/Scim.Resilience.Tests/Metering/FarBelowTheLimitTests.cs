using System.Net;
using Scim.Provisioning.Metering;
using Scim.Testing;

namespace Scim.Resilience.Tests.Metering;

/// <summary>A client that stays far below its limit, however many instances it meets at once.</summary>
public sealed class FarBelowTheLimitTests
{
    private const int Instances = 3;
    private const int Connections = 24;
    private const int RequestsOfEach = 15;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_never_told_of_its_rate()
    {
        var tables = AzuriteInstance.NewTablePrefix();
        await using var first = await ServiceInstance.StartAsync(tables);
        await using var second = await ServiceInstance.StartAsync(tables);
        await using var third = await ServiceInstance.StartAsync(tables);
        ServiceInstance[] instances = [first, second, third];
        var tenant = await first.AddTenantAsync("acme", limit: new RateLimit(10_000, 10_000));

        var answers = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            using var scim = instances[connection % Instances].ClientOf(tenant);
            var statuses = new List<HttpStatusCode>();
            for (var request = 0; request < RequestsOfEach; request++)
                statuses.Add((await scim.GetAsync("/Users?count=1", Cancel)).Status);
            return statuses;
        }));

        Assert.All(answers.SelectMany(statuses => statuses), status => Assert.Equal(HttpStatusCode.OK, status));
    }
}

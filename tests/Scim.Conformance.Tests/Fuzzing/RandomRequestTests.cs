using Azure.Data.Tables;
using Scim.Conformance.Tests.Service;
using Scim.Fuzz.Running;
using Scim.Testing;

namespace Scim.Conformance.Tests.Fuzzing;

public sealed class RandomRequestTests(ConformanceService service) : ConformanceTest(service)
{
    private const int Requests = 10_000;

    [Fact]
    public async Task Ten_thousand_random_requests_are_answered_as_they_must_be()
    {
        var hosts = await Task.WhenAll(NewTargetAsync(), NewTargetAsync());
        try
        {
            var run = new FuzzRun(hosts, seed: 20_260_301, mostUsers: 40);

            await run.RunAsync(0, Requests);

            Assert.Equal(Requests, run.Done);
            Assert.Superset(new HashSet<int> { 200, 201, 204, 400, 404, 409 }, run.Statuses.Select(pair => pair.Status).ToHashSet());
        }
        finally
        {
            foreach (var host in hosts)
                host.Dispose();
        }
    }

    private async Task<HttpTarget> NewTargetAsync()
    {
        var prefix = AzuriteInstance.NewTablePrefix();
        var host = await StartHostAsync(new() { ["TableStorage:TablePrefix"] = prefix });
        var client = await SignInAsync(host);
        var azurite = await AzuriteInstance.GetProcessAsync();
        var users = new TableClient(azurite.ConnectionString, prefix + "Users");
        return new HttpTarget(
            client.ScimBase[..^"/scim/v2".Length],
            client.Token ?? throw new InvalidOperationException("The host gave no token."),
            async () => (await users.GetEntityAsync<TableEntity>("demo", "account:demo")).Value.GetInt32("LicencesInUse") ?? 0);
    }
}

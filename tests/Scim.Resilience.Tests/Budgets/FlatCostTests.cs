using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Testing;
using static Scim.Resilience.Tests.Budgets.BudgetRequest;

namespace Scim.Resilience.Tests.Budgets;

/// <summary>What a request costs beside its metering does not depend on how many users the account has.</summary>
public sealed class FlatCostTests
{
    private const int PageSize = 50;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_thousand_users_cost_what_a_hundred_cost()
    {
        await using var service = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix());
        var few = await CostsAsync(service, "few", 100);
        var many = await CostsAsync(service, "many", 2_000);

        Assert.Equal(few, many);
    }

    [Fact]
    public async Task Every_page_of_a_walk_costs_the_same()
    {
        await using var service = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix());
        using var scim = await FillAsync(service, "many", 2_000);

        var seen = 0;
        for (var start = 1; start <= 2_000; start += PageSize)
        {
            var (answer, cost) = await SendAsync(service, scim, Get($"/Users?count={PageSize}&startIndex={start}"));
            Assert.Equal(2, cost);
            seen += answer.Body.GetProperty("Resources").GetArrayLength();
        }
        Assert.Equal(2_000, seen);

        for (var cursor = ""; cursor is not null;)
        {
            var (answer, cost) = await SendAsync(service, scim, Get($"/Users?count={PageSize}&cursor={cursor}"));
            Assert.Equal(2, cost);
            seen -= answer.Body.GetProperty("Resources").GetArrayLength();
            cursor = answer.Body.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        Assert.Equal(0, seen);
    }

    private static async Task<List<string>> CostsAsync(ServiceInstance service, string name, int users)
    {
        using var scim = await FillAsync(service, name, users);
        var (user, _) = await SendAsync(service, scim, Post("somebody"));
        BudgetRequest[] requests =
        [
            Get(user),
            Find("userName eq \"user77\""),
            Find("externalId eq \"external-77\""),
            Find("emails.value eq \"user77@example.org\""),
            Post("another"),
            Put(user, "somebody", "King"),
            Patch(user, "name.familyName", "\"Byron\""),
            Delete(user),
            Get("/Users?count=10"),
        ];
        var costs = new List<string>();
        foreach (var request in requests)
        {
            var (_, cost) = await SendAsync(service, scim, request);
            costs.Add($"{request.Method} {(request.Path.Contains('?', StringComparison.Ordinal) ? request.Path : "")} {cost}");
        }
        return costs;
    }

    private static async Task<(ScimAnswer Answer, int Cost)> SendAsync(ServiceInstance service, ScimClient scim, BudgetRequest request)
    {
        service.Faults.Forget();
        var answer = await scim.SendAsync(request.Method, request.Path, request.Json, Cancel);
        Assert.True(answer.Status < HttpStatusCode.MultipleChoices, $"{answer.Status} {answer.Body}");
        return (answer, service.Faults.BesideMetering);
    }

    /// <summary>A client of a new account with that many users, for whom the caches are warm.</summary>
    private static async Task<ScimClient> FillAsync(ServiceInstance service, string name, int users)
    {
        var tenant = await service.AddTenantAsync(name);
        var loaded = service.Services.GetRequiredService<UserLoader>().LoadAsync(
            CallContext.OfOperator(tenant.Client, tenant.Account, ReadingRules.Default, "test"),
            Enumerable.Range(1, users - 1).Select(User).ToAsyncEnumerable(),
            Cancel);
        Assert.Empty(await loaded.Where(outcome => outcome.Refusal is not null).ToListAsync(Cancel));
        var scim = service.ClientOf(tenant);
        await SendAsync(service, scim, Post("first"));
        return scim;
    }

    private static NewUser User(int number)
    {
        using var body = JsonDocument.Parse($$$"""
            {"userName":"user{{{number}}}","externalId":"external-{{{number}}}","name":{"givenName":"Ada","familyName":"Lovelace"},
            "emails":[{"value":"user{{{number}}}@example.org","type":"work"}]}
            """);
        return NewUser.Read(number, UserId.New(TimeProvider.System.GetUtcNow()), body.RootElement, Strictness.Lenient);
    }
}

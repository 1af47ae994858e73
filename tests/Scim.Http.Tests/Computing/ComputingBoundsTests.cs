using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Http.Tests.Bulk;
using Scim.Protocol.Computing;
using Scim.Provisioning.Computing;
using Scim.Provisioning.Waiting;

namespace Scim.Http.Tests.Computing;

/// <summary>What a request is told that would compute more than one may, or while the others of its account do.</summary>
public sealed class ComputingBoundsTests
{
    private static readonly string Long = new('a', 2_440);

    private static readonly string Roles =
        $",\"roles\":[{string.Join(',', Enumerable.Range(0, 200).Select(n => $$"""{"value":"{{Long}}{{n:D10}}","type":"x"}"""))}]";

    private static readonly string Dear = $$"""
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{string.Join(',', Enumerable.Repeat(
            """{"op":"remove","path":"roles[not (value co \"aab\" or value co \"aac\")].display"}""", 900))}}]}
        """;

    [Fact]
    public async Task A_change_over_the_budget_is_413_and_changes_nothing()
    {
        await using var service = await TestService.StartAsync();
        var path = await CreateAsync(service);
        var before = await service.GetAsync(path);

        var answer = await service.SendAsync("PATCH", path, Dear);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("compares more", (string?)(await TestService.JsonAsync(answer))["detail"], StringComparison.Ordinal);
        Assert.Equal(before.Headers.ETag, (await service.GetAsync(path)).Headers.ETag);
        Assert.DoesNotContain(service.Log.Lines, line => line.Contains("refused for want of storage", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_over_the_budget_is_tooMany()
    {
        await using var service = await TestService.StartAsync();
        foreach (var number in Enumerable.Range(0, 12))
            await service.CreateAsync($"u{number}", $",\"title\":\"{new string('é', 250_000)}\"");
        var terms = string.Join(" or ", Enumerable.Range(0, 100).Select(n => $"title co \\\"éé{n}\\\""));

        var answer = await service.SendAsync("POST", $"{TestService.Users}/.search", $$"""{"filter":"{{terms}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("tooMany", (string?)(await TestService.JsonAsync(answer))["scimType"]);
    }

    [Fact]
    public async Task What_is_left_of_a_Bulk_is_413_and_what_was_done_stays()
    {
        await using var service = await TestService.StartAsync();
        var path = (await CreateAsync(service))["/scim/v2".Length..];
        var (first, dear) = (BulkTests.Post("first", "first"), $$"""{"method":"PATCH","path":"{{path}}","data":{{Dear}}}""");

        var answer = await service.SendAsync(
            "POST",
            "/scim/v2/Bulk",
            BulkTests.Request(first, dear, BulkTests.Post("last", "last"), $$"""{"method":"DELETE","path":"{{path}}"}"""));

        var operations = (await TestService.JsonAsync(answer))["Operations"]!.AsArray(); // A Bulk answer has them.
        Assert.Equal(["201", "413", "413", "413"], operations.Select(operation => (string?)operation?["status"]));
        Assert.Equal(2, (int?)(await TestService.JsonAsync(await service.GetAsync(TestService.Users + "?count=0")))["totalResults"]);
    }

    [Fact]
    public async Task Who_waits_for_others_of_its_account_in_vain_is_told_429_and_not_that_storage_fails()
    {
        var time = new FakeTimeProvider();
        var places = new ComputingPlaces(time, placesOfAccount: 1);
        await using var service = await TestService.StartAsync(replace: services => services.AddSingleton(places));
        var path = await CreateAsync(service);
        var other = new Computation(StepBudget.Unbounded(), places, TestService.Account, new NoTime());
        using var turn = await other.EnterAsync(TestContext.Current.CancellationToken);

        var waiting = service.SendAsync("PATCH", path, Dear);
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var answer = await waiting;
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("storage", (string?)(await TestService.JsonAsync(answer))["detail"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync(TestService.Users)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await service.CreateAsync("bob")).StatusCode); // It takes few steps, and waits for nobody.
    }

    private static async Task<string> CreateAsync(TestService service)
    {
        var created = await service.CreateAsync("ann", Roles);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return created.Headers.Location!.AbsolutePath; // A created user has one.
    }

    private sealed class NoTime : IStorageTime
    {
        public bool IsExpired => false;

        public void Pause()
        {
        }

        public void RunOn()
        {
        }
    }
}

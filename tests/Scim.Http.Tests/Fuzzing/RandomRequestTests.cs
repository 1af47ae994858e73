using System.Text;
using Microsoft.Extensions.Time.Testing;
using Scim.Fuzz;
using Scim.Fuzz.Checking;
using Scim.Fuzz.Running;
using Scim.Testing.Privacy;

namespace Scim.Http.Tests.Fuzzing;

public sealed class RandomRequestTests
{
    private const int Requests = 10_000;

    [Fact]
    public async Task Random_requests_are_answered_as_they_must_be()
    {
        var targets = await InProcessTarget.CreateAsync();
        var run = new FuzzRun(targets, seed: 7643);

        await run.RunAsync(0, Requests);

        Assert.Equal(Requests, run.Done);
        Assert.Superset(
            new HashSet<int> { 200, 201, 204, 304, 400, 401, 404, 405, 409, 412, 415 },
            run.Statuses.Select(pair => pair.Status).ToHashSet());
        foreach (var target in targets.Cast<InProcessTarget>())
        {
            var entries = await target.EndRecordingAsync();
            Assert.InRange(entries.Count, 50, Requests);
            Assert.All(entries, entry => Assert.DoesNotContain("qzmarkerzq", LoggedText.Of(entry), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_request_can_be_repeated_by_its_seed_and_number()
    {
        var first = await RepeatAsync(seed: 1, number: 730);

        Assert.Equal(231, first.Count);
        Assert.Equal(first, await RepeatAsync(seed: 1, number: 730));
        Assert.NotEqual(first, await RepeatAsync(seed: 2, number: 730));
    }

    [Theory]
    [InlineData(500, "{}", "The status is 500.")]
    [InlineData(200, "", "There is no body.")]
    [InlineData(200, "{", "The body is not JSON.")]
    [InlineData(200, "{}", "schemas is missing.")]
    [InlineData(
        400,
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":400,"scimType":"invalidValue","detail":"x"}""",
        "status is not the status as a string.")]
    [InlineData(
        400,
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","detail":"x"}""",
        "scimType is missing, unknown or misplaced.")]
    [InlineData(
        404,
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"No qzmarkerzq."}""",
        "detail repeats a value.")]
    [InlineData(
        200,
        """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"019b0000-0000-7000-8000-000000000000","password":"x"}""",
        "password is returned.")]
    public void A_wrong_answer_is_seen(int status, string body, string fault)
    {
        var answer = new FuzzAnswer(
            status, new Dictionary<string, string> { ["Content-Type"] = "application/scim+json" }, Encoding.UTF8.GetBytes(body));

        Assert.Equal(fault, AnswerCheck.Fault(new FuzzRequest("GET", "/scim/v2/Users/1", [], null), answer));
    }

    [Fact]
    public async Task A_failure_tells_how_to_repeat_it()
    {
        var failure = await Assert.ThrowsAsync<FuzzException>(() => new FuzzRun([new BrokenTarget()], seed: 3).RunAsync(500, 501));

        Assert.StartsWith("Seed 3, request 500: The status is 500.", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("--seed 3 --only 500", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_stuck_is_given_up_after_half_a_minute()
    {
        var time = new FakeTimeProvider();
        using var end = new ManualResetEventSlim();
        var run = new FuzzRun([new StuckTarget(end)], seed: 3, time: time).RunAsync(0, 1);

        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
        end.Set();

        var failure = await Assert.ThrowsAsync<FuzzException>(() => run);
        Assert.StartsWith("Seed 3, request 0: There was no answer within 30 s.", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<List<string>> RepeatAsync(int seed, int number)
    {
        var sent = new List<string>();
        await new FuzzRun(await InProcessTarget.CreateAsync(), seed).RepeatAsync(
            number, (_, request, answer) => sent.Add($"{request.Method} {answer.Status} {request.Body?.Length}"));
        return sent;
    }

    private sealed class BrokenTarget : IFuzzTarget
    {
        public Task<FuzzAnswer> SendAsync(FuzzRequest request) =>
            Task.FromResult(new FuzzAnswer(500, new Dictionary<string, string>(), []));

        public Task<int> ReadLicencesInUseAsync() => Task.FromResult(0);
    }

    private sealed class StuckTarget(ManualResetEventSlim end) : IFuzzTarget
    {
        public Task<FuzzAnswer> SendAsync(FuzzRequest request)
        {
            end.Wait();
            throw new InvalidOperationException("The end came before the watchdog.");
        }

        public Task<int> ReadLicencesInUseAsync() => Task.FromResult(0);
    }
}

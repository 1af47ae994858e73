using System.Net;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Metering;

public sealed class RateLimitTests(ConformanceService service) : ConformanceTest(service)
{
    [Fact]
    public async Task Two_hosts_together_grant_no_more_than_the_limit()
    {
        var (first, second) = await StartTwoHostsAsync(new() { ["Demo:RequestsPerSecond"] = "4", ["Demo:Burst"] = "4" });
        var start = TimeProvider.System.GetTimestamp();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? first : second).GetAsync("/Users", Cancellation)));

        var elapsed = TimeProvider.System.GetElapsedTime(start);
        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.OK), 1, 4 + (4 * elapsed.TotalSeconds));
        var denied = answers.Where(answer => answer.Status != HttpStatusCode.OK).ToList();
        Assert.NotEmpty(denied);
        Assert.All(denied, answer =>
        {
            answer.AssertError(HttpStatusCode.TooManyRequests);
            Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
        });
    }
}

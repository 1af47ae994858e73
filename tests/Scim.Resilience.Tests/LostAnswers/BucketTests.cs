using System.Net;
using Scim.Provisioning.Metering;
using Scim.Testing;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Resilience.Tests.LostAnswers;

/// <summary>An answer to a bucket's write that is lost may cost its caller what the write took, and grants nothing.</summary>
public sealed class BucketTests : TwoInstances
{
    private const string Buckets = "TokenBuckets";
    private const int Burst = 6;
    private static readonly RateLimit WithoutRefill = new(0.000_001, Burst);

    [Fact]
    public async Task A_lost_answer_costs_at_most_a_token()
    {
        var scim = ClientOf(Here, await Here.AddTenantAsync("slow", limit: WithoutRefill));
        OnWritesOf(Buckets, None, AnswerLost, None, AnswerLost);

        Assert.InRange(await GrantedAsync(scim), Burst - 2, Burst);
        Assert.Equal(0, Here.Faults.Planned);
    }

    [Theory]
    [MemberData(nameof(Mishaps))]
    public async Task The_first_write_may_meet_any_mishap(string mishap)
    {
        var scim = ClientOf(Here, await Here.AddTenantAsync("slow", limit: WithoutRefill));
        OnWritesOf(Buckets, mishap);

        Assert.InRange(await GrantedAsync(scim), Burst - 2, Burst);
        Assert.Equal(0, Here.Faults.Planned);
    }

    [Fact]
    public async Task Two_instances_never_grant_more_than_the_burst()
    {
        var tenant = await Here.AddTenantAsync("slow", limit: WithoutRefill);
        var (here, there) = (ClientOf(Here, tenant), ClientOf(There, tenant));
        OnWritesOf(Buckets, AnswerLostAfter(() => SucceedAsync(UseAsync(there))), NeverSent, AnswerLost);

        var granted = await GrantedAsync(here) + await GrantedAsync(there);

        // The other instance was granted one more in between.
        Assert.InRange(granted + 1, Burst - 2, Burst);
        Assert.Equal(0, Here.Faults.Planned);
    }

    private static Task<ScimAnswer> UseAsync(ScimClient scim) => scim.GetAsync("/ServiceProviderConfig", Cancel);

    private static async Task<int> GrantedAsync(ScimClient scim)
    {
        var answers = new List<ScimAnswer>();
        for (var request = 1; request <= 2 * Burst; request++)
            answers.Add(await UseAsync(scim));
        Assert.All(
            answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{answer.Status}"));
        return answers.Count(answer => answer.Status == HttpStatusCode.OK);
    }
}

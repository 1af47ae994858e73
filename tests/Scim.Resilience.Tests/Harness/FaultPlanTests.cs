using Scim.Testing.Faults;

namespace Scim.Resilience.Tests.Harness;

/// <summary>Faults by chance can be had again.</summary>
public sealed class FaultPlanTests
{
    private const int Requests = 10_000;

    [Fact]
    public void The_same_seed_draws_the_same_faults()
    {
        Assert.Equal(Draw(new FaultPlan(7, 0.3)), Draw(new FaultPlan(7, 0.3)));
        Assert.NotEqual(Draw(new FaultPlan(7, 0.3)), Draw(new FaultPlan(8, 0.3)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void It_has_about_its_rate_and_all_kinds_alike(double rate)
    {
        var plan = new FaultPlan(1, rate);

        var faults = Draw(plan).Where(fault => fault is not null).ToList();

        Assert.InRange(faults.Count, Requests * (rate - 0.02), Requests * (rate + 0.02));
        Assert.Equal(faults.Count, plan.Drawn.Values.Sum());
        var share = (double)faults.Count / Enum.GetValues<FaultKind>().Length;
        Assert.All(plan.Drawn.Values, drawn => Assert.InRange(drawn, share * 0.8, share * 1.2));
        Assert.All(faults, fault => Assert.InRange(fault!.Delay.TotalMilliseconds, 1, 300)); // those without fault were left out
    }

    [Fact]
    public void Nothing_fails_once_it_is_over()
    {
        var plan = new FaultPlan(1, 1);
        plan.End();

        Assert.All(Draw(plan), Assert.Null);
    }

    private static List<PlannedFault?> Draw(FaultPlan plan) => [.. Enumerable.Range(0, Requests).Select(_ => plan.Next())];
}

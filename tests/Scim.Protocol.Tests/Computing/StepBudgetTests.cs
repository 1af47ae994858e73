using Scim.Protocol.Computing;
using Scim.Protocol.Errors;

namespace Scim.Protocol.Tests.Computing;

public sealed class StepBudgetTests
{
    [Fact]
    public void It_gives_as_many_steps_as_it_has()
    {
        var budget = new StepBudget(10, ScimError.QueryTooCostly);

        budget.Spend(4);
        budget.Spend(6);

        Assert.Equal(10, budget.Spent);
        Assert.Throws<ScimException>(() => budget.Spend(1));
    }

    [Fact]
    public void What_is_too_much_leaves_nothing()
    {
        var budget = new StepBudget(10, ScimError.ChangeTooCostly);
        budget.ThrowIfSpent();

        Assert.Equal(413, Assert.Throws<ScimException>(() => budget.Spend(11)).Error.Status);

        Assert.Equal(413, Assert.Throws<ScimException>(budget.ThrowIfSpent).Error.Status);
        Assert.Equal(413, Assert.Throws<ScimException>(() => budget.SpendVisits(1)).Error.Status);
    }

    [Fact]
    public void A_query_is_told_tooMany_and_a_change_413()
    {
        var query = Assert.Throws<ScimException>(() => StepBudget.ForQuery().Spend(StepBudget.PerRequest + 1)).Error;
        var change = Assert.Throws<ScimException>(() => StepBudget.ForChange().Spend(StepBudget.PerRequest + 1)).Error;

        Assert.Equal((400, "tooMany"), (query.Status, query.Type));
        Assert.Equal((413, null), (change.Status, change.Type));
    }

    [Fact]
    public void Work_that_begins_anew_is_counted_once()
    {
        var budget = new StepBudget(10, ScimError.ChangeTooCostly);
        budget.Spend(3);
        var mark = budget.Spent;

        for (var attempt = 0; attempt < 8; attempt++)
        {
            budget.ReturnTo(mark);
            budget.Spend(7);
        }

        Assert.Equal(10, budget.Spent);
    }

    [Fact]
    public void What_takes_few_steps_is_computed_at_once_and_its_steps_are_spent()
    {
        var budget = new StepBudget(10, ScimError.ChangeTooCostly);
        budget.Spend(2);

        Assert.True(budget.TryWithin(4, () => Spending(budget, 4), out var result));

        Assert.Equal("done", result);
        Assert.Equal(6, budget.Spent);
        budget.Spend(4);
    }

    [Fact]
    public void What_takes_more_is_given_up_and_spends_nothing()
    {
        var budget = new StepBudget(10, ScimError.ChangeTooCostly);
        budget.Spend(2);

        Assert.False(budget.TryWithin(4, () => Spending(budget, 5), out _));

        Assert.Equal(2, budget.Spent);
        Assert.Equal("done", Spending(budget, 8));
    }

    [Fact]
    public void What_the_whole_budget_does_not_allow_is_refused_at_once()
    {
        var budget = new StepBudget(10, ScimError.ChangeTooCostly);
        budget.Spend(8);

        var refusal = Assert.Throws<ScimException>(() => budget.TryWithin(4, () => Spending(budget, 3), out _));

        Assert.Equal(413, refusal.Error.Status);
    }

    private static string Spending(StepBudget budget, long steps)
    {
        budget.Spend(steps);
        return "done";
    }
}

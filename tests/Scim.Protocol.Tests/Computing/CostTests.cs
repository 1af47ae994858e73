using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Patching;
using Scim.Protocol.Queries;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Computing;

/// <summary>What is counted of the loops that a client can lengthen; no time is measured.</summary>
public sealed class CostTests
{
    private static readonly string Long = new('a', 2_440);

    [Theory]
    [InlineData("title co \"{0}\"")]
    [InlineData("title eq \"{0}\"")]
    [InlineData("title ne \"{0}\"")]
    [InlineData("title sw \"{0}\"")]
    [InlineData("title ew \"{0}\"")]
    [InlineData("title gt \"{0}\"")]
    public void Comparing_costs_no_more_than_some_steps_for_each_character(string filter)
    {
        var user = User($"\"title\":\"{new string('a', 400_000)}\"");

        var steps = StepsOf(string.Format(null, filter, new string('a', 3_900) + "b"), user);

        Assert.InRange(steps, 400_000 / 16, 400_000 * 8);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("e\u0301")]
    public void Twice_the_text_costs_twice_as_much(string part)
    {
        var filter = $"title co \"{string.Concat(Enumerable.Repeat(part, 500))}b\"";

        var one = StepsOf(filter, User($"\"title\":\"{string.Concat(Enumerable.Repeat(part, 10_000))}\""));
        var two = StepsOf(filter, User($"\"title\":\"{string.Concat(Enumerable.Repeat(part, 20_000))}\""));

        Assert.InRange((double)two / one, 1.9, 2.1);
    }

    [Fact]
    public void A_longer_needle_costs_nothing_more_for_each_value()
    {
        var user = User($"\"title\":\"{new string('a', 100_000)}\"");

        Assert.Equal(StepsOf("title co \"ab\"", user), StepsOf($"title co \"{new string('a', 3_900)}b\"", user));
    }

    [Fact]
    public void Every_value_and_every_term_is_counted()
    {
        var user = User($"\"roles\":[{string.Join(',', Enumerable.Range(0, 200).Select(n => $$"""{"value":"{{n}}"}"""))}]");
        var filter = string.Join(" or ", Enumerable.Repeat("roles.value eq \"none\"", 100));

        Assert.InRange(StepsOf(filter, user), 100 * 200 * StepBudget.Visit, 100 * 200 * StepBudget.Visit * 4);
    }

    [Theory]
    [InlineData("title pr", 2)]
    [InlineData("title eq null", 2)]
    [InlineData("roles[display pr]", 2 + (3 * (1 + 2)))]
    public void Each_look_at_a_value_is_counted(string filter, int visits)
    {
        var user = User("\"title\":\"x\",\"roles\":[{\"value\":\"a\"},{\"value\":\"b\"},{\"value\":\"c\"}]");

        Assert.Equal(visits * StepBudget.Visit, StepsOf(filter, user));
    }

    [Fact]
    public void A_query_ends_with_tooMany_in_the_midst_of_one_user()
    {
        var filter = FilterParser.Parse($"title co \"{new string('a', 3_900)}b\"", UserType.Default);
        var steps = new StepBudget(100_000, ScimError.QueryTooCostly);

        var refusal = Assert.Throws<ScimException>(() => filter.Matches(User($"\"title\":\"{new string('a', 100_000)}\""), steps));

        Assert.Equal("tooMany", refusal.Error.Type);
    }

    [Fact]
    public void Entries_that_differ_in_their_midst_alone_are_compared_and_counted()
    {
        var steps = StepBudget.Unbounded();
        var middle = new string('a', 1_000);
        var values = Enumerable.Range(0, 200).Select(n => $$"""{"value":"{{middle}}{{n:D3}}{{middle}}"}""");

        UserRules.Read(Json($"\"roles\":[{string.Join(',', values)}]"), Strictness.Lenient, steps);

        Assert.InRange(steps.Spent, 200 * 199 / 2 * (2_003 / 4), 200 * 199 / 2 * 2_003);
    }

    [Fact]
    public void Two_hundred_values_to_remove_are_compared_with_two_hundred_entries()
    {
        var user = User($"\"roles\":[{string.Join(',', Enumerable.Range(0, 200).Select(n => $$"""{"value":"a{{n}}"}"""))}]");
        var steps = StepBudget.Unbounded();

        var values = string.Join(',', Enumerable.Range(0, 200).Select(n => $$"""{"value":"b{{n}}"}"""));
        Patch($$"""{"op":"remove","path":"roles","value":[{{values}}]}""").Apply(user, steps);

        Assert.InRange(steps.Spent, 2 * 200 * 200 * StepBudget.Visit, 200 * 200 * StepBudget.Visit * 5);
    }

    [Fact]
    public void Each_change_looks_at_the_attributes_of_a_user_and_a_change_of_a_list_at_its_entries_too()
    {
        long Spent(string operation)
        {
            var steps = StepBudget.Unbounded();
            Patch(operation).Apply(User("\"roles\":[{\"value\":\"a\"},{\"value\":\"b\"}]"), steps);
            return steps.Spent;
        }

        var attributes = UserType.Default.Attributes.Count * StepBudget.Visit;
        Assert.Equal(attributes, Spent("""{"op":"add","path":"title","value":"x"}"""));
        Assert.Equal(2 * attributes, Spent("""{"op":"add","path":"title","value":"x"},{"op":"remove","path":"title"}"""));
        Assert.Equal(
            attributes + (((2 * 10) + 2) * StepBudget.Visit) + 2, // Each is placed, looked at, and has one character.
            Spent("""{"op":"replace","path":"roles","value":[{"value":"a"},{"value":"b"}]}"""));
    }

    [Fact]
    public void Each_name_that_is_no_name_is_counted_as_the_exception_that_it_costs()
    {
        var steps = StepBudget.Unbounded();
        var names = string.Join(',', Enumerable.Range(0, 900).Select(n => $"\"a[{n}\":1"));

        PatchRequest.Parse(Body($$$"""{"op":"add","value":{{{{names}}}}}"""), Strictness.Lenient, steps);

        Assert.InRange(steps.Spent, 900 * 200 * StepBudget.Visit, 900 * 1_000 * StepBudget.Visit);
    }

    [Fact]
    public void Sorting_counts_what_it_compares()
    {
        var order = SortOrder.Parse("title", null, UserType.Default)!; // The type has titles.
        var steps = StepBudget.Unbounded();
        var comparer = new ResourceComparer(order, steps);

        Assert.True(comparer.Compare(User($"\"title\":\"{Long}a\""), User($"\"title\":\"{Long}b\"")) < 0);

        Assert.InRange(steps.Spent, Long.Length, Long.Length * 2);
    }

    [Fact]
    public void Four_times_as_many_entries_cost_four_times_as_much()
    {
        var few = StepsOfReading(50);
        var many = StepsOfReading(200);

        Assert.InRange((double)many / few, 3, 5);
    }

    private static long StepsOfReading(int count)
    {
        var steps = StepBudget.Unbounded();
        UserRules.Read(
            Json($"\"roles\":[{string.Join(',', Enumerable.Range(0, count).Select(n => $$"""{"value":"{{n:D5}}"}"""))}]"),
            Strictness.Lenient,
            steps);
        return steps.Spent;
    }

    private static long StepsOf(string filter, ComplexValue user)
    {
        var steps = StepBudget.Unbounded();
        FilterParser.Parse(filter, UserType.Default).Matches(user, steps);
        return steps.Spent;
    }

    private static PatchRequest Patch(string operations) =>
        PatchRequest.Parse(Body(operations), Strictness.Lenient, StepBudget.Unbounded());

    private static JsonElement Body(string operations) => JsonElement.Parse($$"""{"Operations":[{{operations}}]}""");

    private static ComplexValue User(string more) => UserRules.Read(Json(more), Strictness.Lenient, StepBudget.Unbounded());

    private static JsonElement Json(string more) =>
        JsonElement.Parse($$"""{"userName":"ann","name":{"givenName":"A","familyName":"B"},{{more}}}""");
}

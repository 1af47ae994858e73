using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Resources;

/// <summary>Which entries of a list are the same, and what it costs to find that.</summary>
public sealed class EntryListTests
{
    private static readonly AttributeDefinition Roles = UserResource.Roles;

    [Theory]
    [InlineData("a", "work", "a", "work", 1)]
    [InlineData("a", "work", "A", "WORK", 1)]
    [InlineData("a", null, "a", null, 1)]
    [InlineData("a", "work", "a", "home", 2)]
    [InlineData("a", "work", "a", null, 2)]
    [InlineData("a", "work", "b", "work", 2)]
    [InlineData(null, "work", null, "work", 1)]
    [InlineData(null, "work", null, "Work", 2)]
    [InlineData("a", "work", null, "work", 2)]
    public void Entries_are_the_same_by_value_and_type_or_by_all_that_they_are(
        string? value, string? type, string? otherValue, string? otherType, int count)
    {
        var list = new EntryList(Roles, StepBudget.Unbounded(), Role(value, type), Role(otherValue, otherType));
        Assert.Equal(count, list.Count);
    }

    [Fact]
    public void What_has_one_place_in_the_table_is_compared_all_the_same()
    {
        var keys = new EntryKeyComparer(caseExact: false, StepBudget.Unbounded());
        var (ann, bo) = (Role("ann", "work"), Role("bo", "work"));

        Assert.True(keys.Equals(new("a", "work", IsWhole: false), new("A", "Work", IsWhole: false)));
        Assert.False(keys.Equals(new("a", "work", IsWhole: false), new("b", "work", IsWhole: false)));
        Assert.False(keys.Equals(new("a", "work", IsWhole: false), new("a", "home", IsWhole: false)));
        Assert.False(keys.Equals(new(ann, null, IsWhole: true), new(ann, null, IsWhole: false)));
        Assert.False(keys.Equals(new(ann, null, IsWhole: false), new(ann, null, IsWhole: true)));
        Assert.False(keys.Equals(new(ann, null, IsWhole: true), new(bo, null, IsWhole: true)));
        Assert.True(keys.Equals(new(ann, null, IsWhole: true), new(Role("ann", "work"), null, IsWhole: true)));
    }

    [Fact]
    public void Plain_values_are_the_same_by_what_they_are()
    {
        var codes = new AttributeDefinition("codes", AttributeType.String, "") { MultiValued = true };
        Assert.Equal(["a", "b"], new EntryList(codes, StepBudget.Unbounded(), "a", "b", "A"));
        var exact = new AttributeDefinition("codes", AttributeType.String, "") { MultiValued = true, CaseExact = true };
        Assert.Equal(["a", "b", "A"], new EntryList(exact, StepBudget.Unbounded(), "a", "b", "A", "a"));
        var levels = new AttributeDefinition("levels", AttributeType.Integer, "") { MultiValued = true };
        Assert.Equal([1L, 2L], new EntryList(levels, StepBudget.Unbounded(), 1L, 2L, 1L));
    }

    [Fact]
    public void Of_an_entry_without_a_value_every_part_and_every_character_is_counted()
    {
        var steps = StepBudget.Unbounded();
        var keys = new EntryKeyComparer(caseExact: false, steps);

        keys.GetHashCode(new EntryKey(Role(null, new string('x', 100)), null, IsWhole: true));

        Assert.Equal(StepBudget.Visit + (4 * 100), steps.Spent);
    }

    [Fact]
    public void Two_values_that_are_compared_are_counted()
    {
        var steps = StepBudget.Unbounded();
        Assert.False(Entry.AreEqual(UserResource.Active, true, false, steps));
        Assert.Equal(StepBudget.Visit, steps.Spent);
    }

    private static ComplexValue Role(string? value, string? type) => ComplexValue.Of(
        Roles.SubAttributes,
        (Roles.SubAttributes.Require("value"), value),
        (Roles.SubAttributes.Require("type"), type));
}

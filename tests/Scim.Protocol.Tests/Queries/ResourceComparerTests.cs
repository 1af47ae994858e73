using CsCheck;
using Scim.Protocol.Computing;
using Scim.Protocol.Queries;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Queries;

/// <summary>RFC 7644 §3.4.2.3.</summary>
public sealed class ResourceComparerTests
{
    private static readonly ComplexValue[] Users =
    [
        SampleUser.From(
            """{"id":"1","userName":"b","externalId":"b","active":true,"emails":[{"value":"z"},{"value":"a","primary":true}],"meta":"""
            + """{"created":"2026-01-03T00:00:00Z"}}"""),
        SampleUser.From(
            """{"id":"2","userName":"A","externalId":"B","active":false,"emails":[{"value":"c"},{"value":"a"}],"meta":"""
            + """{"created":"2026-01-01T00:00:00Z"}}"""),
        SampleUser.From(
            """{"id":"3","userName":"B","title":"t","externalId":"a","meta":{"created":"2026-01-02T00:00:00Z"}"""
            + ""","emails":[{"type":"work"}]}"""),
        SampleUser.From(
            """{"id":"4","userName":"C","externalId":"A","active":true,"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":"""
            + """{"department":"x"}}"""),
    ];

    [Theory]
    [InlineData("userName", "2134")]
    [InlineData("externalId", "4231")]
    [InlineData("active", "2143")]
    [InlineData("emails", "1234")]
    [InlineData("emails.type", "3124")]
    [InlineData("meta.created", "2314")]
    [InlineData("title", "3124")]
    [InlineData(SchemaUris.EnterpriseUser + ":department", "4123")]
    [InlineData("schemas", "1234")]
    public void Ascending_puts_missing_values_last_and_equals_by_id(string sortBy, string ids) =>
        Assert.Equal(ids, Sorted(sortBy, descending: false));

    [Theory]
    [InlineData("userName", "4132")]
    [InlineData("externalId", "1324")]
    [InlineData("active", "3142")]
    [InlineData("emails", "3421")]
    [InlineData("meta.created", "4132")]
    [InlineData("title", "1243")]
    public void Descending_puts_missing_values_first_and_equals_by_id(string sortBy, string ids) =>
        Assert.Equal(ids, Sorted(sortBy, descending: true));

    [Fact]
    public void Without_a_primary_value_the_first_counts()
    {
        var comparer = Comparer("emails", descending: false);
        Assert.True(comparer.Compare(Users[0], Users[1]) < 0);
        Assert.True(comparer.Compare(Users[1], SampleUser.From("""{"id":"5","emails":[{"value":"b"}]}""")) > 0);
    }

    [Fact]
    public void An_empty_list_is_a_missing_value()
    {
        var codes = new AttributeDefinition("codes", AttributeType.String, "") { MultiValued = true, KeepsEmpty = true };
        var schema = new SchemaDefinition("urn:example:Codes", "Codes", "Codes", new AttributeSet(codes));
        var type = new UserType([schema]);
        ComplexValue With(params string[] values) => ComplexValue.Of(
            type.Attributes, (type.Extension(schema.Id)!, ComplexValue.Of(schema.Attributes, (codes, new MultiValue(values)))));
        var comparer = new ResourceComparer(SortOrder.Parse("codes", null, type)!, StepBudget.Unbounded()); // The type has codes.

        Assert.True(comparer.Compare(With(), With("a")) > 0);
        Assert.True(comparer.Compare(With("a"), With()) < 0);
    }

    [Theory]
    [InlineData("title", 2)]
    [InlineData("emails.type", 2 + 2 + 2)]
    public void Each_value_that_is_looked_at_is_counted(string sortBy, int visits)
    {
        var steps = StepBudget.Unbounded();
        new ResourceComparer(SortOrder.Parse(sortBy, null, UserType.Default)!, steps).Compare(Users[0], Users[1]);
        Assert.Equal(visits * StepBudget.Visit, steps.Spent);
    }

    [Fact]
    public void Any_arrangement_sorts_alike() =>
        Gen.Select(Gen.Shuffle(Users), Gen.OneOf("userName", "active", "emails", "title"), Gen.Bool)
            .Sample((shuffled, sortBy, descending) =>
            {
                Array.Sort(shuffled, Comparer(sortBy, descending));
                Assert.Equal(Sorted(sortBy, descending), Ids(shuffled));
            });

    private static string Sorted(string sortBy, bool descending) => Ids(Users.Order(Comparer(sortBy, descending)));

    private static string Ids(IEnumerable<ComplexValue> users) => string.Concat(users.Select(user => user[UserResource.Id]));

    private static ResourceComparer Comparer(string sortBy, bool descending) =>
        // The cases name known attributes.
        new(SortOrder.Parse(sortBy, descending ? "descending" : null, UserType.Default)!, StepBudget.Unbounded());
}

using Scim.Protocol.Errors;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Queries;

/// <summary>RFC 7644 §3.4.2.3.</summary>
public sealed class SortOrderTests
{
    [Theory]
    [InlineData("userName", null, "userName", false)]
    [InlineData("USERNAME", "", "userName", false)]
    [InlineData("name.familyName", "ascending", "name.familyName", false)]
    [InlineData("name.familyName", "Descending", "name.familyName", true)]
    [InlineData("emails", null, "emails.value", false)]
    [InlineData(SchemaUris.EnterpriseUser + ":manager", null, SchemaUris.EnterpriseUser + ":manager.value", false)]
    public void The_parameters_give_attribute_and_direction(string sortBy, string? sortOrder, string by, bool descending)
    {
        var order = SortOrder.Parse(sortBy, sortOrder, UserType.Default);
        Assert.NotNull(order);
        Assert.Equal((by, descending), (order.By.ToString(), order.Descending));
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("password")]
    [InlineData("urn:example:other:1.0:User:colour")]
    public void An_attribute_without_values_is_no_order(string sortBy) =>
        Assert.Null(SortOrder.Parse(sortBy, "descending", UserType.Default));

    [Theory]
    [InlineData("", null)]
    [InlineData("user name", null)]
    [InlineData("name", null)]
    [InlineData(SchemaUris.EnterpriseUser, null)]
    [InlineData("userName", "down")]
    [InlineData("colour", "down")]
    public void Malformed_parameters_are_refused(string sortBy, string? sortOrder)
    {
        var refusal = Assert.Throws<ScimException>(() => SortOrder.Parse(sortBy, sortOrder, UserType.Default));
        Assert.Equal("invalidValue", refusal.Error.Type);
    }
}

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
    [InlineData("", null, "sortBy must be the name of an attribute.")]
    [InlineData("user name", null, "sortBy must be the name of an attribute.")]
    [InlineData("name", null, "sortBy must name a sub-attribute: name is complex.")]
    [InlineData(SchemaUris.EnterpriseUser, null, "sortBy must name a sub-attribute: " + SchemaUris.EnterpriseUser + " is complex.")]
    [InlineData("userName", "down", "sortOrder must be ascending or descending.")]
    [InlineData("colour", "down", "sortOrder must be ascending or descending.")]
    public void Malformed_parameters_are_refused(string sortBy, string? sortOrder, string told)
    {
        var refusal = Assert.Throws<ScimException>(() => SortOrder.Parse(sortBy, sortOrder, UserType.Default));
        Assert.Equal(("invalidValue", told), (refusal.Error.Type, refusal.Error.Detail));
    }

    [Fact]
    public void A_part_of_what_is_never_returned_is_no_order()
    {
        var vault = new AttributeDefinition("vault", AttributeType.Complex, "")
        {
            Returned = Returned.Never,
            SubAttributes = new AttributeSet(new AttributeDefinition("code", AttributeType.String, "")),
        };
        var type = new UserType([new SchemaDefinition("urn:example:Bank", "Bank", "A bank", new AttributeSet(vault))]);

        Assert.Null(SortOrder.Parse("urn:example:Bank:vault.code", null, type));
    }
}

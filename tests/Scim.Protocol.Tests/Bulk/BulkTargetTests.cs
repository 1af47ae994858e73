using Scim.Protocol.Bulk;

namespace Scim.Protocol.Tests.Bulk;

/// <summary>RFC 7644 §3.7: <c>path</c> is relative to the base URL; clients send more than that.</summary>
public sealed class BulkTargetTests
{
    private const string BaseUrl = "https://scim.example.com/scim/v2";

    [Theory]
    [InlineData("/Users", null)]
    [InlineData("Users", null)]
    [InlineData("/users/", null)]
    [InlineData("/Users/1", "1")]
    [InlineData("//Users//1/", "1")]
    [InlineData("/v2/Users", null)]
    [InlineData("/scim/v2/Users/1", "1")]
    [InlineData("https://scim.example.com/scim/v2/Users/1", "1")]
    [InlineData("HTTPS://SCIM.EXAMPLE.COM/SCIM/V2/USERS", null)]
    public void A_path_to_users_or_a_user_is_understood(string path, string? id) =>
        Assert.Equal(new BulkTarget(id), BulkTarget.Parse(path, BaseUrl));

    [Theory]
    [InlineData("/Groups", true)]
    [InlineData("/scim/v2/groups/1", true)]
    [InlineData("/Users", false)]
    [InlineData("/v1/Groups", false)]
    [InlineData("", false)]
    public void A_path_to_groups_is_known(string path, bool isGroups) => Assert.Equal(isGroups, BulkTarget.NamesGroups(path, BaseUrl));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/Groups")]
    [InlineData("/Users/1/emails")]
    [InlineData("/scim/Users")]
    [InlineData("/scim/v1/Users")]
    [InlineData("https://other.example.com/scim/v2/Users/1")]
    [InlineData("x/https://scim.example.com/scim/v2/Users/1")]
    public void Any_other_path_is_none(string path) => Assert.Null(BulkTarget.Parse(path, BaseUrl));
}

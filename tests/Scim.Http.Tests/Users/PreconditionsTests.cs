using Microsoft.AspNetCore.Http;
using Scim.Http.Users;

namespace Scim.Http.Tests.Users;

public sealed class PreconditionsTests
{
    [Theory]
    [InlineData("W/\"a\"", "W/\"a\"")]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("\"a\", W/\"b\"", "\"a\" W/\"b\"")]
    [InlineData("a", "")]
    public void Tags_are_read_as_they_are_written(string field, string tags) =>
        Assert.Equal(tags.Split(' ', StringSplitOptions.RemoveEmptyEntries), Read(field)?.Tags);

    [Theory]
    [InlineData("*")]
    [InlineData(" * ")]
    public void A_star_is_any_version(string field) => Assert.Null(Assert.IsType<Provisioning.Users.VersionCondition>(Read(field)).Tags);

    [Fact]
    public void Without_the_field_there_is_no_condition() => Assert.Null(Read(""));

    private static Provisioning.Users.VersionCondition? Read(string field) =>
        Preconditions.IfMatch(new HeaderDictionary { ["If-Match"] = field });
}

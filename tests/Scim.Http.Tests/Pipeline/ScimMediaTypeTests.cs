using Scim.Http.Answers;

namespace Scim.Http.Tests.Pipeline;

public sealed class ScimMediaTypeTests
{
    [Theory]
    [InlineData(null, "application/scim+json")]
    [InlineData("*/*", "application/scim+json")]
    [InlineData("application/scim+json", "application/scim+json")]
    [InlineData("application/json", "application/json")]
    [InlineData("Application/JSON; charset=utf-8", "application/json")]
    [InlineData("application/json, text/html", "application/json")]
    [InlineData("application/json, text/plain, */*", "application/scim+json")]
    [InlineData("application/json, application/*;q=0.1", "application/scim+json")]
    [InlineData("application/json, application/scim+json;q=0.5", "application/scim+json")]
    [InlineData("application/json, application/scim+json;q=0", "application/json")]
    [InlineData("text/html", "application/scim+json")]
    [InlineData("not a type", "application/scim+json")]
    public void Plain_JSON_is_the_answer_where_only_that_is_accepted(string? accept, string type) =>
        Assert.Equal(type, ScimMediaType.For(accept));
}

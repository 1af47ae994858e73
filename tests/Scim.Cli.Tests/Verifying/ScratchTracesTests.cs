using System.Text.Json;
using Scim.Verification.Exchanges;
using Scim.Verification.Scratch;

namespace Scim.Cli.Tests.Verifying;

/// <summary>Whom a Bulk may have made: an entry counts for the operation that it answers, and no other does.</summary>
public sealed class ScratchTracesTests
{
    private const string Location = "\"location\":\"https://scim.example.com/Users/1\"";

    [Theory]
    [InlineData("""{"method":"POST","status":"201","location":"https://scim.example.com/Users/a%20b"}""", "a b")]
    [InlineData($$"""{"method":"post","status":201,{{Location}}}""", "1")]
    [InlineData($$"""{"method":"POST","bulkId":"one","status":"201",{{Location}}}""", "1")]
    [InlineData($$"""{},{"method":"POST","bulkId":"one","status":"201",{{Location}}}""", "1")]
    [InlineData($$"""{"method":"POST","bulkId":"two","status":"201",{{Location}}}""", null)]
    [InlineData($$"""{},{"method":"POST","status":"201",{{Location}}}""", null)]
    [InlineData($$"""{"method":"POST","status":"409",{{Location}}}""", null)]
    [InlineData($$"""{"method":"POST",{{Location}}}""", null)]
    [InlineData($$"""{"method":"PUT","status":"200",{{Location}}}""", null)]
    [InlineData("""{"method":"POST","status":"201","location":"https://scim.example.com/Users/"}""", null)]
    public void Only_the_answer_to_an_operation_says_whom_it_made(string entries, string? id)
    {
        var request = new SentRequest(
            "POST", "/Bulk", """{"Operations":[{"method":"POST","path":"/Users","bulkId":"one","data":{"USERNAME":"asked"}}]}""");

        var trace = Assert.Single(ScratchTraces.TracesIn(ScratchTraces.AskedIn(request), Answer(request, entries)));

        Assert.Equal(("asked", id), (trace.Asked.UserName, trace.Id));
    }

    [Fact]
    public void A_Bulk_makes_no_more_users_than_it_was_asked_to()
    {
        var request = new SentRequest("POST", "/Bulk", """{"Operations":[{"method":"POST","path":"/Users","data":{}}]}""");
        var flood = string.Join(',', Enumerable.Repeat($$"""{"method":"POST","status":"201",{{Location}}}""", 1_000));

        Assert.Single(ScratchTraces.TracesIn(ScratchTraces.AskedIn(request), Answer(request, flood)));
    }

    [Theory]
    [InlineData("/Users/a%20b?attributes=title", null, "a b")]
    [InlineData("/Users/.search", "{}", null)]
    [InlineData("/Users?filter=x", null, null)]
    [InlineData("/Bulk", """{"Operations":[{"method":"DELETE","path":"/Users/1"},{"method":"POST","path":"/Users"}]}""", "1")]
    public void Whoever_is_asked_something_is_known(string path, string? body, string? id) =>
        Assert.Equal(id is null ? Array.Empty<string>() : [id], ScratchTraces.IdsAskedBy(new SentRequest("POST", path, body)));

    private static Reply Answer(SentRequest request, string entries) => new(
        request, 200, new Dictionary<string, string>(), HasContent: true, JsonElement.Parse($$"""{"Operations":[{{entries}}]}"""));
}

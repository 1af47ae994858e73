using System.Text.Json;
using Scim.Verification.Exchanges;
using Scim.Verification.Scratch;

namespace Scim.Cli.Tests.Verifying;

/// <summary>Whom a Bulk has made: these are the users that the run removes.</summary>
public sealed class ScratchTracesTests
{
    [Theory]
    [InlineData("""{"method":"POST","status":"201","location":"https://scim.example.com/Users/a%20b"}""", "a b")]
    [InlineData("""{"method":"post","status":201,"location":"https://scim.example.com/Users/1"}""", "1")]
    [InlineData("""{"method":"POST","status":"409","location":"https://scim.example.com/Users/1"}""", null)]
    [InlineData("""{"method":"POST","location":"https://scim.example.com/Users/1"}""", null)]
    [InlineData("""{"method":"PUT","status":"200","location":"https://scim.example.com/Users/1"}""", null)]
    [InlineData("""{"method":"POST","status":"201","location":"https://scim.example.com/Users/"}""", null)]
    public void Only_who_was_made_is_its_own(string entry, string? id)
    {
        var body = JsonElement.Parse($$"""{"Operations":[{{entry}}]}""");
        var reply = new Reply(new SentRequest("POST", "/Bulk", "{}"), 200, new Dictionary<string, string>(), HasContent: true, body);

        Assert.Equal(id is null ? [] : [id], ScratchTraces.IdsIn(reply));
    }
}

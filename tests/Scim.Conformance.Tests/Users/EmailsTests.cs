using System.Net;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Users;

/// <summary>What a client clears stays cleared, where RFC 7643 §2.5 would let the address that <c>userName</c> gives return.</summary>
public sealed class EmailsTests(ConformanceService service) : ConformanceTest(service)
{
    [Theory]
    [InlineData("""{"op":"remove","path":"emails"}""")]
    [InlineData("""{"op":"replace","path":"emails","value":[]}""")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\"].value","value":""}""")]
    public async Task What_is_cleared_stays_cleared(string clearing)
    {
        var userName = NewUserName();
        var created = await Scim.PostAsync("/Users", UserJson(userName), Cancellation);
        Assert.Equal(userName, created.Body.GetProperty("emails")[0].GetProperty("value").GetString());
        var path = $"/Users/{created.Text("id")}";

        AssertCleared(await Scim.PatchAsync(path, Patch(clearing), Cancellation));
        AssertCleared(await Scim.PatchAsync(path, Patch("""{"op":"replace","path":"title","value":"Agent"}"""), Cancellation));
        var read = await Scim.GetAsync(path, Cancellation);
        AssertCleared(read);
        Assert.Equal(0, await CountAsync($"emails.value eq \"{userName}\""));
        Assert.Equal(0, await CountAsync($"userName eq \"{userName}\" and emails pr"));
        Assert.Equal(1, await CountAsync($"userName eq \"{userName}\" and not (emails pr)"));
        AssertCleared(await Scim.SendAsync(HttpMethod.Put, path, read.Body.GetRawText(), Cancellation));

        var replaced = await Scim.SendAsync(HttpMethod.Put, path, UserJson(userName), Cancellation);

        Assert.Equal(userName, replaced.Body.GetProperty("emails")[0].GetProperty("value").GetString());
        Assert.Equal(1, await CountAsync($"emails.value eq \"{userName}\""));
    }

    private static void AssertCleared(Scim.Testing.ScimAnswer answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(0, answer.Body.GetProperty("emails").GetArrayLength());
    }

    private static string Patch(string operation) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operation}}]}""";

    private async Task<int> CountAsync(string filter) =>
        (await Scim.GetAsync($"/Users?filter={Uri.EscapeDataString(filter)}", Cancellation)).Body.GetProperty("totalResults").GetInt32();
}

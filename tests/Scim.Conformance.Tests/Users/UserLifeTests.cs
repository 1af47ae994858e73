using System.Net;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Users;

public sealed class UserLifeTests(ConformanceService service) : ConformanceTest(service)
{
    private const string EntraDeactivation =
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"False"}]}""";

    [Fact]
    public async Task A_user_is_created_found_deactivated_as_Entra_does_and_deleted()
    {
        var userName = NewUserName();

        var created = await Scim.PostAsync("/Users", UserJson(userName), Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("application/scim+json", created.MediaType);
        Assert.True(created.Body.GetProperty("active").GetBoolean());
        Assert.Equal(created.Headers.Location!.AbsoluteUri, created.Body.GetProperty("meta").GetProperty("location").GetString());
        Assert.Equal(created.Headers.ETag!.ToString(), created.Body.GetProperty("meta").GetProperty("version").GetString());
        var path = $"/Users/{created.Text("id")}";

        var found = await Scim.FindAsync(userName.ToUpperInvariant(), Cancellation);
        Assert.Equal(HttpStatusCode.OK, found.Status);
        Assert.Equal(1, found.Body.GetProperty("totalResults").GetInt32());
        Assert.Equal(created.Text("id"), found.Body.GetProperty("Resources")[0].GetProperty("id").GetString());

        var patched = await Scim.PatchAsync(path, EntraDeactivation, Cancellation);
        Assert.Equal(HttpStatusCode.OK, patched.Status);
        Assert.False(patched.Body.GetProperty("active").GetBoolean());
        Assert.False((await Scim.GetAsync(path, Cancellation)).Body.GetProperty("active").GetBoolean());

        Assert.Equal(HttpStatusCode.NoContent, (await Scim.DeleteAsync(path, Cancellation)).Status);
        (await Scim.GetAsync(path, Cancellation)).AssertError(HttpStatusCode.NotFound);
        (await Scim.DeleteAsync(path, Cancellation)).AssertError(HttpStatusCode.NotFound);
        Assert.Equal(0, (await Scim.FindAsync(userName, Cancellation)).Body.GetProperty("totalResults").GetInt32());
    }

    [Fact]
    public async Task A_userName_is_taken_in_any_case_until_its_user_is_deleted()
    {
        var userName = NewUserName();
        var first = await Scim.PostAsync("/Users", UserJson(userName), Cancellation);

        (await Scim.PostAsync("/Users", UserJson(userName.ToUpperInvariant()), Cancellation))
            .AssertError(HttpStatusCode.Conflict, "uniqueness");

        await Scim.DeleteAsync($"/Users/{first.Text("id")}", Cancellation);
        Assert.Equal(HttpStatusCode.Created, (await Scim.PostAsync("/Users", UserJson(userName), Cancellation)).Status);
    }

    [Fact]
    public async Task A_search_for_nobody_is_an_empty_list()
    {
        var found = await Scim.FindAsync($"{Guid.NewGuid()}", Cancellation);

        Assert.Equal(HttpStatusCode.OK, found.Status);
        Assert.Equal(0, found.Body.GetProperty("totalResults").GetInt32());
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("PUT", """{"userName":"nobody@example.com","name":{"givenName":"A","familyName":"B"}}""")]
    [InlineData("PATCH", """{"Operations":[{"op":"replace","path":"title","value":"T"}]}""")]
    [InlineData("DELETE", null)]
    public async Task A_deleted_user_is_404_for_every_method(string method, string? body)
    {
        var path = $"/Users/{(await Scim.PostAsync("/Users", UserJson(NewUserName()), Cancellation)).Text("id")}";
        await Scim.DeleteAsync(path, Cancellation);

        (await Scim.SendAsync(new HttpMethod(method), path, body, Cancellation)).AssertError(HttpStatusCode.NotFound);
    }
}

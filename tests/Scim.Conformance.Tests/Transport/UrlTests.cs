using System.Net;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Transport;

public sealed class UrlTests(ConformanceService service) : ConformanceTest(service)
{
    [Theory]
    [InlineData("userName%20eq%20%22{0}%2Btag@example.com%22", 1)]
    [InlineData("userName+eq+%22{0}%2Btag@example.com%22", 1)]
    [InlineData("userName+eq%20%22{0}%2btag%40example.com%22", 1)]
    [InlineData("userName%20eq%20\"{0}%2Btag@example.com\"", 1)]
    [InlineData("userName%20eq%20%22{0}+tag@example.com%22", 0)]
    [InlineData("userName%2Beq%2B%22{0}%2Btag@example.com%22", null)]
    public async Task A_plus_is_a_space_and_an_escaped_plus_is_a_plus(string filter, int? found)
    {
        var name = $"{Guid.NewGuid():n}";
        await Scim.PostAsync("/Users", UserJson($"{name}+tag@example.com"), Cancellation);

        var answer = await Scim.GetAsync($"/Users?filter={filter.Replace("{0}", name, StringComparison.Ordinal)}", Cancellation);

        if (found is null)
            answer.AssertError(HttpStatusCode.BadRequest, "invalidFilter");
        else
            Assert.Equal(found, answer.Body.GetProperty("totalResults").GetInt32());
    }

    [Theory]
    [InlineData("/USERS")]
    [InlineData("/users/")]
    [InlineData("//Users")]
    [InlineData("///uSERS//")]
    public async Task Case_slashes_at_the_end_and_doubled_ones_are_forgiven(string users)
    {
        var created = await Scim.PostAsync(users, UserJson(NewUserName()), Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.Status);

        var one = $"{users.TrimEnd('/')}/{created.Text("id")}";
        Assert.Equal(HttpStatusCode.OK, (await Scim.GetAsync($"{users}?count=1", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Scim.GetAsync(one, Cancellation)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Scim.SendAsync(HttpMethod.Put, $"{one}/", UserJson(NewUserName()), Cancellation)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Scim.DeleteAsync($"{one}/", Cancellation)).Status);
    }

    [Theory]
    [InlineData("/Users?filter=userName%20eq%20%22zo%EB%22")]
    [InlineData("/Users?filter=userName%20eq%20%22%ED%A0%80%22")]
    [InlineData("/zo?filter=%eb")]
    public async Task What_is_no_UTF_8_is_refused(string path)
    {
        using var connection = await RawConnection.OpenAsync(Scim.ScimBase, Cancellation);
        await connection.WriteAsync(
            $"GET /scim/v2{path} HTTP/1.1\r\nHost: {new Uri(Scim.ScimBase).Authority}\r\nAuthorization: Bearer {Scim.Token}\r\n\r\n",
            Cancellation);

        Assert.Equal(400, await connection.ReadStatusAsync(Cancellation));
    }

    [Theory]
    [InlineData("/SCHEMAS/URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER")]
    [InlineData("//resourcetypes/user/")]
    [InlineData("/serviceproviderconfig/")]
    [InlineData("/serviceConfiguration?aadOptscim062020&filter=")]
    public async Task Discovery_is_as_forgiving(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await Scim.GetAsync(path, Cancellation)).Status);
}

using System.Net;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Transport;

public sealed class HeadTests(ConformanceService service) : ConformanceTest(service)
{
    [Theory]
    [InlineData("/Users?filter=userName%20eq%20%22nobody%22")]
    [InlineData("/Users/{id}")]
    [InlineData("/ServiceProviderConfig")]
    [InlineData("/ResourceTypes")]
    [InlineData("/ResourceTypes/User")]
    [InlineData("/Schemas")]
    [InlineData("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User")]
    [InlineData("/Users/no-such-user")]
    public async Task HEAD_is_GET_without_the_body(string path)
    {
        var created = await Scim.PostAsync("/Users", UserJson(NewUserName()), Cancellation);
        path = path.Replace("{id}", created.Text("id"), StringComparison.Ordinal);

        var get = await Scim.GetAsync(path, Cancellation);
        var head = await Scim.SendAsync(HttpMethod.Head, path, null, Cancellation);

        Assert.Equal(get.Status, head.Status);
        Assert.Equal(get.ContentType, head.ContentType);
        Assert.Equal(get.ContentHeaders.ContentLength, head.ContentHeaders.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(default, head.Body);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("gET")]
    public async Task A_method_in_other_letters_is_answered(string method)
    {
        using var connection = await RawConnection.OpenAsync(Scim.ScimBase, Cancellation);

        await connection.WriteAsync($"{method} /health HTTP/1.1\r\nHost: {new Uri(Scim.ScimBase).Authority}\r\n\r\n", Cancellation);

        Assert.InRange(await connection.ReadStatusAsync(Cancellation), 200, 499);
    }

    [Theory]
    [InlineData("HEAD", "/.search", HttpStatusCode.MethodNotAllowed, "POST")]
    [InlineData("DELETE", "/Users", HttpStatusCode.MethodNotAllowed, "POST, GET, HEAD")]
    [InlineData("POST", "/Schemas", HttpStatusCode.MethodNotAllowed, "GET, HEAD")]
    [InlineData("OPTIONS", "/ServiceProviderConfig", HttpStatusCode.MethodNotAllowed, "GET, HEAD")]
    [InlineData("PATCH", "/Nothing", HttpStatusCode.NotFound, null)]
    public async Task A_method_that_is_not_taken_is_told_which_are(string method, string path, HttpStatusCode status, string? allow)
    {
        var answer = await Scim.SendAsync(new HttpMethod(method), path, null, Cancellation);

        Assert.Equal(status, answer.Status);
        Assert.Equal(allow, answer.Header("Allow"));
    }
}

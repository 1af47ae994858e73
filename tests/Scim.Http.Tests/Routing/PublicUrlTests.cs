using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Scim.Http.Addresses;
using Scim.Protocol.Errors;

namespace Scim.Http.Tests.Routing;

public sealed class PublicUrlTests
{
    private const string Metadata = "/.well-known/oauth-authorization-server";

    [Theory]
    [InlineData("localhost", "http://localhost")]
    [InlineData("LOCALHOST:7071", "http://localhost:7071")]
    [InlineData("127.0.0.1:80", "http://127.0.0.1:80")]
    [InlineData("[::1]:7071", "http://[::1]:7071")]
    [InlineData("box:7071", "http://box:7071")]
    [InlineData("10.1.2.3:7071", "http://10.1.2.3:7071")]
    public void A_name_of_the_host_is_believed(string host, string root) => Assert.Equal(root, Url(null).Root(Request(host)));

    [Theory]
    [InlineData("")]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("evil.example:7071")]
    [InlineData("10.9.9.9")]
    [InlineData(":7071")]
    [InlineData("[::2]")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("localhost:99999")]
    [InlineData("localhost:0")]
    public void Any_other_is_refused(string host)
    {
        var refusal = Assert.Throws<ScimException>(() => Url(null).Root(Request(host)));

        Assert.Equal((400, "invalidValue"), (refusal.Error.Status, refusal.Error.Type));
    }

    [Theory]
    [InlineData("")]
    [InlineData("evil.example")]
    [InlineData("localhost")]
    public void The_public_address_stands_whatever_is_sent(string host) =>
        Assert.Equal("https://scim.example.com/eu", Url("https://scim.example.com/eu/").Root(Request(host)));

    [Theory]
    [InlineData("/scim/v2/Users")]
    [InlineData("/scim/v2/ServiceProviderConfig")]
    [InlineData("/scim/v2")]
    [InlineData("/scim/v2/nothing")]
    public async Task A_forged_host_is_a_SCIM_400_and_stands_in_no_answer(string path)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.GetAsync(path, ("Host", "evil.example"));

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"urn:ietf:params:scim:api:messages:2.0:Error\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_metadata_of_OAuth_refuses_it_in_its_own_words()
    {
        await using var service = await TestService.StartAsync();

        var response = await service.SendBareAsync("GET", Metadata, ("Host", "evil.example"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_request", (string?)(await TestService.JsonAsync(response))["error"]);
    }

    [Fact]
    public async Task Fields_of_a_proxy_name_nothing()
    {
        await using var service = await TestService.StartAsync();

        var metadata = await TestService.JsonAsync(await service.SendBareAsync(
            "GET",
            Metadata,
            ("X-Forwarded-Host", "evil.example"),
            ("Forwarded", "host=evil.example"),
            ("X-Original-Host", "evil.example")));

        Assert.Equal("http://localhost", (string?)metadata["issuer"]);
        Assert.Equal("http://localhost/oauth/token", (string?)metadata["token_endpoint"]);
    }

    [Fact]
    public async Task With_a_public_address_a_forged_host_changes_nothing()
    {
        await using var service = await TestService.StartAsync(configure: options => options.PublicBaseUrl = "https://scim.example.com");

        var metadata = await TestService.JsonAsync(await service.SendBareAsync("GET", Metadata, ("Host", "evil.example")));

        Assert.Equal("https://scim.example.com", (string?)metadata["issuer"]);
    }

    [Fact]
    public async Task A_name_that_the_host_listens_on_is_echoed()
    {
        await using var service = await TestService.StartAsync(replace: services => services.AddSingleton(new OwnHosts("box")));

        var metadata = await TestService.JsonAsync(await service.SendBareAsync("GET", Metadata, ("Host", "box:7071")));

        Assert.Equal("http://box:7071", (string?)metadata["issuer"]);
    }

    private static PublicUrl Url(string? configured) =>
        new(Options.Create(new ScimHttpOptions { PublicBaseUrl = configured }), new OwnHosts("Box"));

    private static HttpRequest Request(string host)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "http";
        context.Request.Host = new HostString(host);
        context.Connection.LocalIpAddress = IPAddress.Parse("10.1.2.3");
        return context.Request;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Scim.Testing;

namespace Scim.Conformance.Tests.OpenApi;

/// <summary>What is not as described is found.</summary>
public sealed class DescribedExchangesTests
{
    private const string Error = """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"None."}""";
    private const string List = """{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"startIndex":1,"""
        + "\"Resources\":[{0}],\"itemsPerPage\":1}";
    private const string User = """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","active":true}""";

    [Theory]
    [InlineData("GET", "/scim/v2/Users/1", 404, Error, null)]
    [InlineData("HEAD", "/SCIM/v2//users/1/", 404, "", null)]
    [InlineData("GET", "/scim/v2/Users", 404, Error, "The status is not described.")]
    [InlineData("PATCH", "/scim/v2/Users", 200, "{}", "The operation is not described.")]
    [InlineData("GET", "/scim/v2/Nothing", 404, Error, null)]
    [InlineData("GET", "/scim/v2/Nothing", 404, "{}", "Required")]
    [InlineData("GET", "/scim/v2/Users/1", 404, """{"status":404}""", "/status type")]
    public void An_answer_is_one_of_the_operation(string method, string path, int status, string body, string? fault) =>
        AssertFault(fault, Fault(method, path, status, body, ("Vary", "Accept")));

    [Theory]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","password":"secret"}""", "password")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","active":"True"}""", "/Resources/0/active type")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","emails":[{"mail":"a"}]}""", "mail")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}""", "id")]
    [InlineData(User, null)]
    public void A_user_has_what_is_described_and_nothing_else(string user, string? fault) => AssertFault(
        fault,
        Fault(
            "GET",
            "/scim/v2/Users",
            200,
            List.Replace("{0}", user, StringComparison.Ordinal),
            ("Vary", "Accept"), ("RateLimit", "1"), ("RateLimit-Policy", "1")));

    [Fact]
    public void A_header_field_that_is_described_is_there() => AssertFault(
        "RateLimit-Policy is missing.",
        Fault("GET", "/scim/v2/Users", 200, List.Replace("{0}", User, StringComparison.Ordinal), ("Vary", "Accept"), ("RateLimit", "1")));

    private static void AssertFault(string? expected, string? actual)
    {
        if (expected is null) Assert.Null(actual);
        else Assert.Contains(expected, actual ?? "", StringComparison.Ordinal);
    }

    private static string? Fault(string method, string path, int status, string body, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://localhost{path}");
        using var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/scim+json")),
        };
        foreach (var (name, value) in fields) response.Headers.TryAddWithoutValidation(name, value);
        return DescribedExchanges.Fault(ApiDescription.InDocs, new HttpExchange(request, Sent: null, response, body));
    }
}

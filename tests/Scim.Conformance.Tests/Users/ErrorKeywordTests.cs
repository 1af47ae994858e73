using System.Net;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Users;

/// <summary>The keywords of RFC 7644 §3.12; <c>invalidVers</c> and <c>sensitive</c> have no case in this service.</summary>
public sealed class ErrorKeywordTests(ConformanceService service) : ConformanceTest(service)
{
    [Theory]
    [InlineData("invalidFilter", "GET", "/Users?filter=userName%20like%20%22a%22", null)]
    [InlineData("invalidFilter", "GET", "/Users?filter=active%20gt%20true", null)]
    [InlineData("tooMany", "GET", "/Users?sortBy=userName&startIndex=10001", null)]
    [InlineData("invalidSyntax", "POST", "/Users", "{")]
    [InlineData("invalidSyntax", "POST", "/Users", """{"userName":"a","userName":"b"}""")]
    [InlineData("invalidValue", "POST", "/Users", """{"userName":"a"}""")]
    [InlineData("invalidValue", "GET", "/Users?startIndex=one", null)]
    [InlineData("invalidValue", "GET", "/Users?count=1.5", null)]
    [InlineData("mutability", "PATCH", "/Users/{id}", """{"Operations":[{"op":"replace","path":"id","value":"1"}]}""")]
    [InlineData("mutability", "PATCH", "/Users/{id}", """{"Operations":[{"op":"remove","path":"userName"}]}""")]
    [InlineData("invalidPath", "PATCH", "/Users/{id}", """{"Operations":[{"op":"add","path":"no[such","value":"1"}]}""")]
    [InlineData("invalidPath", "PATCH", "/Users/{id}", """{"Operations":[{"op":"add","path":"shoeSize","value":"1"}]}""")]
    [InlineData("noTarget", "PATCH", "/Users/{id}", """{"Operations":[{"op":"remove"}]}""")]
    [InlineData(
        "noTarget", "PATCH", "/Users/{id}", """{"Operations":[{"op":"add","path":"emails[value eq \"no@x.org\"].type","value":"work"}]}""")]
    [InlineData("invalidValue", "PATCH", "/Users/{id}", """{"Operations":[{"op":"remove","path":"active"}]}""")]
    [InlineData("invalidValue", "PATCH", "/Users/{id}", """{"Operations":[{"op":"replace","path":"active","value":null}]}""")]
    [InlineData("invalidSyntax", "PATCH", "/Users/{id}", """{"schemas":["Illegal"],"Operations":[{"op":"remove","path":"title"}]}""")]
    [InlineData("invalidSyntax", "POST", "/Users/.search", """{"schemas":["Illegal"]}""")]
    [InlineData("invalidSyntax", "POST", "/.search", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}""")]
    [InlineData("invalidSyntax", "POST", "/Bulk", """{"schemas":["Illegal"],"Operations":[{"method":"DELETE","path":"/Users/1"}]}""")]
    public async Task Every_refusal_names_its_keyword(string scimType, string method, string path, string? body)
    {
        var user = await Scim.PostAsync("/Users", UserJson(NewUserName()), Cancellation);
        path = path.Replace("{id}", user.Text("id"), StringComparison.Ordinal);

        var answer = await Scim.SendAsync(new HttpMethod(method), path, body, Cancellation);

        answer.AssertError(HttpStatusCode.BadRequest, scimType);
        Assert.NotEmpty(answer.Text("detail")!);
    }
}

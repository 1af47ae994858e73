using System.Net;
using Scim.Conformance.Tests.Service;
using Scim.Testing;
using Scim.Testing.Schemas;

namespace Scim.Conformance.Tests.OwnSchemas;

/// <summary>An account without the schemas, on the same service as one that has them.</summary>
public sealed class AccountBesideTests(ConformanceService service) : OwnSchemasTest(service)
{
    private const string Members = """ "title":"T","{S}":{"badge":"B","pin":"1"},"{A}":{"desk":{"room":"R"}} """;

    private ScimClient Lenient => ScimOf(AccountUnderTest.New);

    private ScimClient Strict => ScimOf(AccountUnderTest.Strict);

    [Fact]
    public async Task A_lenient_one_ignores_the_members()
    {
        await CreateAsync(Own, Members);

        var user = await CreateAsync(Lenient, Members);
        var named = await CreateAsync(Lenient, """ "badge":"B","desk":{"room":"R"} """);
        var patched = await PatchAsync(
            Lenient,
            user,
            """
            {"op":"add","path":"{S}:grade","value":1},{"op":"add","path":"{A}:trips[city eq \"x\"].days","value":1},
            {"op":"remove","path":"{S}"},{"op":"add","value":{"{S}":{"grade":1},"{S}:grade":2,"badge":"C"}}
            """);
        var replaced = await ReplaceAsync(Lenient, user, Members);

        Assert.Equal(user.Headers.ETag, patched.Headers.ETag);
        foreach (var answer in new[] { user, named, patched, replaced, await ReadAsync(Lenient, user, "?attributes={S},{A}:desk") })
        {
            AssertValue(answer, "{S}", null);
            AssertValue(answer, "{A}", null);
            AssertValue(answer, "schemas", """["urn:ietf:params:scim:schemas:core:2.0:User"]""");
        }
    }

    [Fact]
    public async Task A_strict_one_refuses_them()
    {
        var user = await CreateAsync(Strict, """ "title":"T" """);

        (await Strict.PostAsync("/Users", UserWith(Members), Cancellation)).AssertError(HttpStatusCode.BadRequest, "invalidSyntax");
        (await ReplaceAsync(Strict, user, Members)).AssertError(HttpStatusCode.BadRequest, "invalidSyntax");
        (await Strict.PostAsync("/Users", UserWith(""" "badge":"B" """), Cancellation))
            .AssertError(HttpStatusCode.BadRequest, "invalidSyntax");
        (await PatchAsync(Strict, user, """{"op":"add","path":"{S}:grade","value":1}"""))
            .AssertError(HttpStatusCode.BadRequest, "invalidPath");
        (await PatchAsync(Strict, user, """{"op":"add","value":{"{S}":{"grade":1}}}"""))
            .AssertError(HttpStatusCode.BadRequest, "invalidSyntax");
    }

    [Theory]
    [InlineData("{S}:badge pr")]
    [InlineData("{S}:badge eq \"B\"")]
    [InlineData("{S} pr")]
    [InlineData("schemas eq \"{S}\"")]
    [InlineData("{A}:desk.room sw \"R\"")]
    [InlineData("{A}:trips[city pr]")]
    [InlineData("badge eq \"B\"")]
    public async Task A_filter_on_them_finds_nobody(string filter)
    {
        await CreateAsync(Own, Members);
        await CreateAsync(Lenient, Members);

        Assert.Empty(await FindAsync(Lenient, filter));
        Assert.Empty(await FindAsync(Strict, filter));
    }

    [Fact]
    public async Task It_does_not_discover_them()
    {
        foreach (var scim in (ScimClient[])[Lenient, Strict])
        {
            await Own.GetAsync("/Schemas", Cancellation);
            var schemas = await scim.GetAsync("/Schemas", Cancellation);
            var types = await scim.GetAsync("/ResourceTypes", Cancellation);

            Assert.Equal(3, schemas.Body.GetProperty("totalResults").GetInt32());
            Assert.DoesNotContain("urn:example", schemas.Body.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain("urn:example", types.Body.GetRawText(), StringComparison.Ordinal);
            (await scim.GetAsync($"/Schemas/{StaffSchema.Urn}", Cancellation)).AssertError(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_Bulk_leaves_its_references_as_they_are()
    {
        var operation = WithUrns(
            $$"""{"method":"POST","path":"/Users","bulkId":"a","data":{{UserWith(""" "{A}":{"keeper":{"value":"bulkId:nobody"}} """)}}}""");

        var answer = await Lenient.PostAsync(
            "/Bulk",
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{operation}}]}""",
            Cancellation);

        Assert.Equal("201", answer.Body.GetProperty("Operations")[0].GetProperty("status").GetString());
    }
}

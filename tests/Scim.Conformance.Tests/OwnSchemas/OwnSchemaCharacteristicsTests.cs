using System.Net;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.OwnSchemas;

/// <summary>The characteristics of RFC 7643 §7 as an account's own schemas have them.</summary>
public sealed class OwnSchemaCharacteristicsTests(ConformanceService service) : OwnSchemasTest(service)
{
    [Fact]
    public async Task What_is_required_is_so_where_the_extension_is_there()
    {
        await CreateAsync(Own, """ "title":"T" """);
        await CreateAsync(Own, """ "{S}":{} """);
        var user = await CreateAsync(Own, """ "{S}":{"badge":"B"} """);
        var without = await CreateAsync(Own, """ "{A}":{"trips":[{"city":"Rome"}]} """);

        (await Own.PostAsync("/Users", UserWith(""" "{S}":{"grade":1} """), Cancellation))
            .AssertError(HttpStatusCode.BadRequest, "invalidValue");
        (await PatchAsync(Own, without, """{"op":"add","path":"{S}:grade","value":1}"""))
            .AssertError(HttpStatusCode.BadRequest, "invalidValue");
        (await PatchAsync(Own, user, """{"op":"remove","path":"{S}:badge"}""")).AssertError(HttpStatusCode.BadRequest, "mutability");
        (await ReplaceAsync(Own, without, """ "{S}":{"grade":1} """)).AssertError(HttpStatusCode.BadRequest, "invalidValue");
        AssertValue(
            await PatchAsync(Own, without, """{"op":"add","value":{"{S}:grade":1,"{S}:badge":"B"}}"""),
            "{S}",
            """{"badge":"B","grade":1}""");
    }

    [Fact]
    public async Task What_is_required_of_an_entry_is_so_in_each_entry()
    {
        var user = await CreateAsync(Own, """ "{A}":{"trips":[{"city":"Rome"}]} """);

        (await Own.PostAsync("/Users", UserWith(""" "{A}":{"trips":[{"city":"Rome"},{"days":1}]} """), Cancellation))
            .AssertError(HttpStatusCode.BadRequest, "invalidValue");
        (await PatchAsync(Own, user, """{"op":"add","path":"{A}:trips","value":{"days":2}}"""))
            .AssertError(HttpStatusCode.BadRequest, "invalidValue");
        (await PatchAsync(Own, user, """{"op":"remove","path":"{A}:trips[city pr].city"}"""))
            .AssertError(HttpStatusCode.BadRequest, "mutability");
        AssertValue(await PatchAsync(Own, user, """{"op":"remove","path":"{A}:trips"}"""), "{A}", null);
    }

    [Fact]
    public async Task What_is_immutable_is_set_once()
    {
        var user = await CreateAsync(Own, """ "{S}":{"badge":"B"},"{A}":{"desk":{"room":"R","key":"K"}} """);
        var later = await CreateAsync(Own, """ "{A}":{"desk":{"room":"R"}} """);

        foreach (var operation in (string[])[
            """{"op":"replace","path":"{S}:badge","value":"C"}""",
            """{"op":"replace","path":"{S}:badge","value":"b"}""",
            """{"op":"remove","path":"{S}"}""",
            """{"op":"add","value":{"{S}":{"badge":"C"}}}""",
            """{"op":"replace","path":"{A}:desk.key","value":"L"}""",
            """{"op":"remove","path":"{A}:desk.key"}""",
            """{"op":"remove","path":"{A}:desk"}""",
            """{"op":"replace","path":"{A}:desk","value":{"key":null}}"""])
            (await PatchAsync(Own, user, operation)).AssertError(HttpStatusCode.BadRequest, "mutability");
        (await ReplaceAsync(Own, user, """ "{S}":{"badge":"C"} """)).AssertError(HttpStatusCode.BadRequest, "mutability");
        (await ReplaceAsync(Own, user, """ "{A}":{"desk":{"key":"L"}} """)).AssertError(HttpStatusCode.BadRequest, "mutability");

        AssertValue(await PatchAsync(Own, user, """{"op":"add","path":"{S}:badge","value":"B"}"""), "{S}", """{"badge":"B"}""");
        AssertValue(
            await PatchAsync(Own, user, """{"op":"add","path":"{A}:desk.key","value":"k"}"""), "{A}:desk", """{"room":"R","key":"K"}""");
        AssertValue(await ReplaceAsync(Own, user, """ "title":"T" """), "{S}", """{"badge":"B"}""");
        AssertValue(await ReadAsync(Own, user), "{A}", """{"desk":{"key":"K"}}""");
        AssertValue(
            await ReplaceAsync(Own, user, """ "{S}":{"grade":1},"{A}":{"desk":{"room":"S"}} """), "{S}", """{"badge":"B","grade":1}""");
        AssertValue(await ReadAsync(Own, user), "{A}", """{"desk":{"room":"S","key":"K"}}""");

        AssertValue(
            await PatchAsync(Own, later, """{"op":"add","path":"{A}:desk.key","value":"N"}"""), "{A}:desk", """{"room":"R","key":"N"}""");
        AssertValue(await ReplaceAsync(Own, later, """ "{S}":{"badge":"D"} """), "{S}", """{"badge":"D"}""");
    }

    [Fact]
    public async Task What_is_read_only_is_ignored_in_bodies_and_refused_by_its_path()
    {
        foreach (var scim in (Scim.Testing.ScimClient[])[Own, OwnStrict])
        {
            var user = await CreateAsync(
                scim, """ "{S}":{"badge":"B","score":5},"{A}":{"desk":{"room":"R","moved":"2026-01-01T00:00:00Z"}} """);

            AssertValue(user, "{S}", """{"badge":"B"}""");
            AssertValue(user, "{A}", """{"desk":{"room":"R"}}""");
            AssertValue(await ReplaceAsync(scim, user, """ "{S}":{"badge":"B","score":6} """), "{S}", """{"badge":"B"}""");
            (await PatchAsync(scim, user, """{"op":"add","path":"{S}:score","value":7}"""))
                .AssertError(HttpStatusCode.BadRequest, "mutability");
            (await PatchAsync(scim, user, """{"op":"remove","path":"{S}:score"}""")).AssertError(HttpStatusCode.BadRequest, "mutability");
            (await PatchAsync(scim, user, """{"op":"add","path":"{A}:desk.moved","value":"2026-01-01T00:00:00Z"}"""))
                .AssertError(HttpStatusCode.BadRequest, "mutability");
            AssertValue(await PatchAsync(scim, user, """{"op":"add","path":"{S}","value":{"score":7,"grade":1}}"""), "{S}:grade", "1");
            AssertValue(await ReadAsync(scim, user), "{S}:score", null);
        }
    }

    [Fact]
    public async Task What_is_write_only_is_stored_and_never_answered()
    {
        var user = await CreateAsync(Own, """ "{S}":{"badge":"B","pin":"1"},"{A}":{"credential":{"value":"c","hint":"h"}} """);
        var version = user.Text("id") is { } id ? (await Own.GetAsync($"/Users/{id}", Cancellation)).Headers.ETag : null;

        var patched = await PatchAsync(Own, user, """{"op":"replace","path":"{S}:pin","value":"2"}""");
        var again = await PatchAsync(Own, user, """{"op":"replace","path":"{S}:pin","value":"2"}""");
        var replaced = await ReplaceAsync(Own, user, """ "{S}":{"badge":"B"},"{A}":{"credential":{"hint":"i"}} """);
        var unchanged = await PatchAsync(Own, user, """{"op":"replace","value":{"{S}:pin":"2","{A}:credential.value":"c"}}""");

        Assert.NotEqual(version, patched.Headers.ETag);
        Assert.Equal(patched.Headers.ETag, again.Headers.ETag);
        Assert.Equal(replaced.Headers.ETag, unchanged.Headers.ETag); // What a PUT cannot have read it leaves as it is.
        foreach (var answer in new[] { user, patched, again, replaced, await ReadAsync(Own, user, "?attributes={S}:pin,{S}:badge") })
            AssertValue(answer, "{S}", """{"badge":"B"}""");
        AssertValue(replaced, "{A}", """{"credential":{"hint":"i"}}""");
    }

    [Fact]
    public async Task What_a_client_was_answered_can_be_sent_back_without_loss()
    {
        var user = await CreateAsync(Own, """ "{A}":{"credential":{"value":"c"}} """);

        var replaced = await ReplaceAsync(Own, user, """ "title":"T" """);
        var unchanged = await PatchAsync(Own, user, """{"op":"replace","path":"{A}:credential.value","value":"c"}""");
        var removed = await PatchAsync(Own, user, """{"op":"remove","path":"{A}:credential.value"}""");

        Assert.Equal(replaced.Headers.ETag, unchanged.Headers.ETag); // It is there still.
        Assert.NotEqual(replaced.Headers.ETag, removed.Headers.ETag);
    }

    [Theory]
    [InlineData("{S}:site", "\"Lisbon\"", "\"Faro\"", "\"porto\"")]
    [InlineData("{S}:band", "\"b2\"", "\"B2\"", "\"A1\"")]
    [InlineData("{S}:zones", "[\"east\"]", "[\"west\",\"north\"]", "[\"WEST\"]")]
    [InlineData("{A}:devices", "[{\"value\":\"d\",\"type\":\"phone\"}]", "[{\"value\":\"e\",\"type\":\"tablet\"}]", "[{\"value\":\"f\"}]")]
    public async Task Only_canonical_values_are_taken(string place, string first, string wrong, string next)
    {
        string Members(string value) => place.StartsWith("{S}", StringComparison.Ordinal)
            ? $$""" "{S}":{"badge":"B","{{place[4..]}}":{{value}}} """
            : $$""" "{A}":{"{{place[4..]}}":{{value}}} """;
        var user = await CreateAsync(Own, Members(first));

        (await Own.PostAsync("/Users", UserWith(Members(wrong)), Cancellation)).AssertError(HttpStatusCode.BadRequest, "invalidValue");
        (await ReplaceAsync(Own, user, Members(wrong))).AssertError(HttpStatusCode.BadRequest, "invalidValue");
        (await PatchAsync(Own, user, $$"""{"op":"replace","path":"{{place}}","value":{{wrong}}}"""))
            .AssertError(HttpStatusCode.BadRequest, "invalidValue");
        AssertValue(await ReadAsync(Own, user), place, first);
        AssertValue(await PatchAsync(Own, user, $$"""{"op":"replace","path":"{{place}}","value":{{next}}}"""), place, next);
    }

    [Fact]
    public async Task A_value_path_does_not_create_an_entry_of_another_type_than_the_canonical_ones()
    {
        var user = await CreateAsync(Own, """ "{A}":{"desk":{"room":"R"}} """);

        (await PatchAsync(Own, user, """{"op":"add","path":"{A}:devices[type eq \"tablet\"].value","value":"d"}"""))
            .AssertError(HttpStatusCode.BadRequest, "invalidValue");
    }

    [Fact]
    public async Task An_immutable_time_is_the_same_however_it_is_written()
    {
        var user = await CreateAsync(Own, """ "{S}":{"badge":"B","hired":"2026-01-01T00:00:00.1234567Z"} """);

        var again = await PatchAsync(Own, user, """{"op":"replace","path":"{S}:hired","value":"2026-01-01T01:00:00.1234567+01:00"}""");

        Assert.Equal(user.Headers.ETag, again.Headers.ETag);
    }
}

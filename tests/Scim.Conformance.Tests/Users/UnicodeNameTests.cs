using System.Net;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Users;

/// <summary>A name is one however its characters are composed (RFC 7644 §5, RFC 8265 §3.3): in uniqueness, filters and sorting.</summary>
public sealed class UnicodeNameTests(ConformanceService service) : ConformanceTest(service)
{
    private const string Composed = "jos\u00E9";
    private const string Decomposed = "JOSE\u0301";

    public static TheoryData<string, string> Forms => new()
    {
        { Composed, Decomposed },
        { Decomposed, Composed },
        { "jos\u00E9", "\uFF4Aos\uFF45\u0301" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_name_is_taken_in_either_form_by_every_method(string first, string second)
    {
        var (taken, wanted, other) = Names(first, second);
        var holder = await CreateAsync(taken);
        var path = $"/Users/{(await CreateAsync(other)).Text("id")}";

        (await Scim.PostAsync("/Users", UserJson(wanted), Cancellation)).AssertError(HttpStatusCode.Conflict, "uniqueness");
        (await Scim.SendAsync(HttpMethod.Put, path, UserJson(wanted), Cancellation)).AssertError(HttpStatusCode.Conflict, "uniqueness");
        foreach (var operation in new[] { Rename(wanted), $$$"""{"op":"add","value":{"userName":"{{{wanted}}}"}}""" })
            (await Scim.PatchAsync(path, Patch(operation), Cancellation)).AssertError(HttpStatusCode.Conflict, "uniqueness");
        var bulk = await Scim.PostAsync("/Bulk", Bulk(path, wanted), Cancellation);

        Assert.Equal(
            ["409", "409", "409"],
            bulk.Body.GetProperty("Operations").EnumerateArray().Select(one => one.GetProperty("status").GetString()));
        Assert.Equal(taken, (await Scim.GetAsync($"/Users/{holder.Text("id")}", Cancellation)).Text("userName"));
        Assert.Equal(other, (await Scim.GetAsync(path, Cancellation)).Text("userName"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_user_may_take_its_own_name_in_the_other_form(string first, string second)
    {
        var (mine, again, _) = Names(first, second);
        var path = $"/Users/{(await CreateAsync(mine)).Text("id")}";

        var patched = await Scim.PatchAsync(path, Patch(Rename(again)), Cancellation);
        var put = await Scim.SendAsync(HttpMethod.Put, path, UserJson(mine), Cancellation);

        Assert.Equal((HttpStatusCode.OK, again), (patched.Status, patched.Text("userName")));
        Assert.Equal((HttpStatusCode.OK, mine), (put.Status, put.Text("userName")));
        Assert.Equal([mine], await FoundAsync($"userName eq \"{again}\""));
    }

    [Theory]
    [InlineData("userName eq \"{0}\"")]
    [InlineData("userName sw \"{1}\"")]
    [InlineData("userName co \"{2}\"")]
    [InlineData("userName ew \"{2}\"")]
    [InlineData("userName ge \"{0}\" and userName le \"{0}\"")]
    [InlineData("emails.value eq \"{0}\"")]
    [InlineData("emails[type eq \"work\" and value eq \"{0}\"]")]
    [InlineData("emails.value sw \"{1}\"")]
    [InlineData("displayName eq \"{0}\"")]
    [InlineData("displayName co \"{2}\"")]
    [InlineData("not (userName ne \"{0}\")")]
    public async Task A_filter_finds_either_form(string filter)
    {
        var (composed, decomposed, _) = Names(Composed, Decomposed);
        await CreateAsync(composed, $",\"displayName\":\"{composed}\"");
        foreach (var wanted in new[] { composed, decomposed })
        {
            // The beginning as far as the accent, and the rest from it: no cut lies between a letter and its mark.
            var rest = wanted[(wanted.IndexOf('.', StringComparison.Ordinal) + 1)..];
            var text = filter.Replace("{0}", wanted, StringComparison.Ordinal)
                .Replace("{1}", wanted[..wanted.IndexOf('@', StringComparison.Ordinal)], StringComparison.Ordinal)
                .Replace("{2}", rest, StringComparison.Ordinal);

            Assert.Equal([composed], await FoundAsync(text));
        }
    }

    [Fact]
    public async Task Sorting_puts_either_form_in_one_place()
    {
        var mark = $"{Guid.NewGuid():n}";
        string[] sorted = [$"{mark}{Composed}a", $"{mark}{Decomposed}b", $"{mark}{Composed}c", $"{mark}{Decomposed}d"];
        foreach (var name in sorted.Reverse())
            await CreateAsync(name);

        var found = await Scim.GetAsync($"/Users?sortBy=userName&filter={Uri.EscapeDataString($"userName sw \"{mark}\"")}", Cancellation);

        Assert.Equal(sorted, NamesOf(found));
    }

    /// <summary>A name that no other test uses, in two forms, and another name.</summary>
    private static (string First, string Second, string Other) Names(string first, string second)
    {
        var mark = $"{Guid.NewGuid():n}";
        return ($"{mark}.{first}@{mark}.example", $"{mark}.{second}@{mark}.example", $"{mark}.ana@{mark}.example");
    }

    private static string Patch(string operation) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operation}}]}""";

    private static string Rename(string userName) => $$"""{"op":"replace","path":"userName","value":"{{userName}}"}""";

    private static string Bulk(string path, string userName) =>
        $$$"""
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[
          {"method":"POST","path":"/Users","bulkId":"b","data":{{{UserJson(userName)}}} },
          {"method":"PUT","path":"{{{path}}}","data":{{{UserJson(userName)}}} },
          {"method":"PATCH","path":"{{{path}}}","data":{{{Patch(Rename(userName))}}} }]}
        """;

    private static IEnumerable<string?> NamesOf(ScimAnswer list) =>
        list.Body.GetProperty("Resources").EnumerateArray().Select(user => user.GetProperty("userName").GetString());

    private async Task<ScimAnswer> CreateAsync(string userName, string more = "")
    {
        var created = await Scim.PostAsync("/Users", UserJson(userName).TrimEnd()[..^1] + more + "}", Cancellation);
        Assert.Equal((HttpStatusCode.Created, userName), (created.Status, created.Text("userName")));
        return created;
    }

    private async Task<IEnumerable<string?>> FoundAsync(string filter)
    {
        var found = await Scim.GetAsync($"/Users?filter={Uri.EscapeDataString(filter)}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, found.Status);
        return NamesOf(found);
    }
}

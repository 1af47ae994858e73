using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Storage;

public sealed class LargestUserTests(ConformanceService service) : ConformanceTest(service)
{
    private const int LargestDocument = 512 * 1024;
    private const int LongestText = 1_024;
    private const int MostEmails = 40;

    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    [Fact]
    public async Task A_user_of_512_KiB_fits_into_a_row_of_Azure_and_one_byte_more_is_refused()
    {
        var scim = await SignInAsync(await StartHostAsync());
        foreach (var letter in (string[])["x", "\u6f22", "\U0001f600"])
        {
            var user = FullUser(letter);
            var created = await scim.PostAsync("/Users", Json(user), Cancellation);
            Assert.Equal(HttpStatusCode.Created, created.Status);
            var path = $"/Users/{created.Text("id")}";

            user["title"] = (string?)user["title"] + Filler(letter, LargestDocument - (await DocumentAsync()).Length);
            var largest = await scim.SendAsync(HttpMethod.Put, path, Json(user), Cancellation);
            Assert.Equal(HttpStatusCode.OK, largest.Status);
            Assert.Equal(LargestDocument, (await DocumentAsync()).Length);
            user["title"] = (string?)user["title"] + "x";
            (await scim.SendAsync(HttpMethod.Put, path, Json(user), Cancellation)).AssertError(HttpStatusCode.RequestEntityTooLarge);

            Assert.Equal(largest.Headers.ETag, (await scim.GetAsync(path, Cancellation)).Headers.ETag);
            var rows = await RowsAsync();
            Assert.Equal(MostEmails, rows.Count(row => row.RowKey.StartsWith("email:", StringComparison.Ordinal)));
            Assert.All(rows, row => Assert.InRange(EntitySize.Of(row), 1, EntitySize.Most - 1));
            Assert.All(rows, row => Assert.InRange(EntitySize.OfLargestColumn(row), 1, EntitySize.MostOfColumn));
            await scim.DeleteAsync(path, Cancellation);
        }
    }

    [Fact]
    public async Task Addresses_of_any_length_are_stored_and_found()
    {
        var scim = await SignInAsync(await StartHostAsync());
        var address = new string('a', 100_000) + NewUserName();
        var user = FullUser("x");
        var cutInTwo = new string('b', LongestText - 1) + "\U0001f600";
        user["emails"] = new JsonArray(new JsonObject { ["value"] = address }, new JsonObject { ["value"] = cutInTwo });

        var created = await scim.PostAsync("/Users", Json(user), Cancellation);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(address, created.Body.GetProperty("emails")[0].GetProperty("value").GetString());
        Assert.All(await RowsAsync(), row => Assert.InRange(EntitySize.OfLargestColumn(row), 1, EntitySize.MostOfColumn));
        var found = await scim.PostAsync(
            "/Users/.search", JsonSerializer.Serialize(new { filter = $"emails.value eq \"{cutInTwo}\"" }), Cancellation);
        Assert.Equal(created.Text("id"), Assert.Single(found.Body.GetProperty("Resources").EnumerateArray()).GetProperty("id").GetString());
    }

    /// <summary>A user in whom everything with a limit is at it, but for its size.</summary>
    private static JsonObject FullUser(string letter)
    {
        var longest = Repeated(letter, LongestText);
        return new JsonObject
        {
            ["userName"] = longest,
            ["externalId"] = longest,
            ["displayName"] = longest,
            ["name"] = new JsonObject { ["givenName"] = longest, ["familyName"] = longest, ["formatted"] = longest },
            ["title"] = "t",
            ["emails"] = new JsonArray([.. Enumerable.Range(0, MostEmails).Select(number =>
                new JsonObject { ["value"] = $"{number}{Repeated(letter, LongestText)}@example.com" })]),
        };
    }

    /// <summary>Text of that many bytes of JSON in UTF-8, of the letter as far as it goes.</summary>
    private static string Filler(string letter, int bytes)
    {
        var ofLetter = JsonEncodedText.Encode(letter, Encoder).EncodedUtf8Bytes.Length;
        return string.Concat(Enumerable.Repeat(letter, bytes / ofLetter)) + new string('x', bytes % ofLetter);
    }

    private static string Repeated(string letter, int length) => string.Concat(Enumerable.Repeat(letter, length / letter.Length));

    /// <summary>JSON with as few escapes as the service writes, so that the body stays under its own limit.</summary>
    private static string Json(JsonObject user) => user.ToJsonString(new() { Encoder = Encoder });

    private async Task<byte[]> DocumentAsync()
    {
        var user = Assert.Single(await RowsAsync(), row => row.RowKey.StartsWith("user:", StringComparison.Ordinal));
        return [.. user.Where(column => column.Key.StartsWith("Document", StringComparison.Ordinal))
            .SelectMany(column => (byte[])column.Value)];
    }

    private Task<List<TableEntity>> RowsAsync() => UsersTable.RowsAsync(TablePrefix, Cancellation);
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;
using Scim.Protocol.Resources;

namespace Scim.Protocol.Tests.Messages;

public sealed class MessageTests
{
    private static readonly Guid FirstId = Guid.Parse("0198c5d2-7f3a-7c1e-9b2d-4e5f60718293");
    private static readonly Guid SecondId = Guid.Parse("0198c5d2-7f3b-7c1e-9b2d-4e5f60718294");

    [Fact]
    public void An_error_has_its_status_as_a_string()
    {
        var output = new ArrayBufferWriter<byte>();
        ErrorMessage.Write(output, ScimError.Uniqueness("userName"));

        Assert.Equal(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Another user """
            + """of this account has the same userName. Choose another value."}""",
            Text(output));
    }

    [Fact]
    public void An_error_without_a_keyword_has_no_scimType()
    {
        var output = new ArrayBufferWriter<byte>();
        ErrorMessage.Write(output, new ScimError(404, null, "Gone."));

        Assert.Equal("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"Gone."}""", Text(output));
    }

    [Fact]
    public void A_user_is_its_document_with_meta_put_in()
    {
        var output = new ArrayBufferWriter<byte>();
        Ann(output, FirstId);

        Assert.Equal(
            """{"id":"0198c5d2-7f3a-7c1e-9b2d-4e5f60718293","meta":{"resourceType":"User","""
            + "\"created\":\"2026-01-31T11:00:00.250Z\",\"lastModified\":\"2026-02-01T00:00:00.000Z\","
            + "\"location\":\"https://x.org/scim/v2/Users/0198c5d2-7f3a-7c1e-9b2d-4e5f60718293\","
            + "\"version\":\"W/\\\"0198c5d2-7f3b-7c1e-9b2d-4e5f60718294\\\"\"}}",
            Text(output));
    }

    [Fact]
    public void A_user_takes_no_more_space_than_is_said()
    {
        var locationBase = JsonEncodedText.Encode($"https://{new string('x', 300)}.org/scim/v2/Users/");
        var document = Document(new string('y', 3_000));
        var output = new ArrayBufferWriter<byte>();
        var last = DateTimeOffset.MaxValue.AddTicks(1 - TimeSpan.TicksPerMillisecond); // Users have whole milliseconds.

        UserMessage.Write(output, document, last, last, locationBase, FirstId, Guid.Empty);

        Assert.InRange(output.WrittenCount, document.Length, UserMessage.LengthOf(document, locationBase));
        using var user = JsonDocument.Parse(output.WrittenMemory);
        Assert.Equal(XsdDateTime.Format(last), user.RootElement.GetProperty("meta").GetProperty("created").GetString());
    }

    [Fact]
    public void A_list_by_index_has_its_total_and_start()
    {
        var output = new ArrayBufferWriter<byte>();
        ListMessage.Write(output, new ListPosition { TotalResults = 7, StartIndex = 3 }, ["1", "2"], (to, id) => to.Write(Document(id)));

        Assert.Equal(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":7,"startIndex":3,"Resources":[{"id":"1"},"""
            + """{"id":"2"}],"itemsPerPage":2}""",
            Text(output));
    }

    [Fact]
    public void A_list_by_cursor_names_its_neighbours()
    {
        var output = new ArrayBufferWriter<byte>();
        ListMessage.Write(output, new ListPosition { PreviousCursor = "p", NextCursor = "n" }, Array.Empty<Guid>(), Ann);

        Assert.Equal(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":[],"itemsPerPage":0"""
            + ""","previousCursor":"p","nextCursor":"n"}""",
            Text(output));
    }

    [Fact]
    public void A_list_of_users_is_one_json_document()
    {
        var output = new ArrayBufferWriter<byte>();
        ListMessage.Write(output, new ListPosition { TotalResults = 2 }, [FirstId, SecondId], Ann);

        using var json = JsonBody.Parse(output.WrittenMemory);
        Assert.Equal(SecondId, json.RootElement.GetProperty("Resources")[1].GetProperty("id").GetGuid());
    }

    private static void Ann(IBufferWriter<byte> output, Guid id) => UserMessage.Write(
        output,
        Document(id.ToString()),
        new DateTimeOffset(2026, 1, 31, 12, 0, 0, 250, TimeSpan.FromHours(1)),
        new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
        JsonEncodedText.Encode("https://x.org/scim/v2/Users/"),
        id,
        SecondId);

    private static byte[] Document(string id) => Encoding.UTF8.GetBytes($$"""{"id":"{{id}}"}""");

    private static string Text(ArrayBufferWriter<byte> output) => Encoding.UTF8.GetString(output.WrittenSpan);
}

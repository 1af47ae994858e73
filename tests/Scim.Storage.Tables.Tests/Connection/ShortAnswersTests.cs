using System.Text;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Tests.Connection;

public sealed class ShortAnswersTests
{
    private const string Made = """
        --batchresponse_1
        Content-Type: multipart/mixed; boundary=changesetresponse_2

        --changesetresponse_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 204 No Content
        X-Content-Type-Options: nosniff
        Cache-Control: no-cache
        Preference-Applied: return-no-content
        DataServiceVersion: 3.0;
        Location: http://127.0.0.1/Users(PartitionKey='a',RowKey='1')
        DataServiceId: http://127.0.0.1/Users(PartitionKey='a',RowKey='1')
        ETag: W/"datetime'2026-11-29T09%3A17%3A21.8365861Z'"


        --changesetresponse_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 204 No Content
        X-Content-Type-Options: nosniff
        Cache-Control: no-cache
        DataServiceVersion: 1.0;


        --changesetresponse_2--
        --batchresponse_1--
        """;

    private const string Short = """
        --batchresponse_1
        Content-Type: multipart/mixed; boundary=changesetresponse_2

        --changesetresponse_2
        Content-Type: application/http

        HTTP/1.1 204 No Content
        ETag: W/"datetime'2026-11-29T09%3A17%3A21.8365861Z'"


        --changesetresponse_2
        Content-Type: application/http

        HTTP/1.1 204 No Content


        --changesetresponse_2--
        --batchresponse_1--
        """;

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void What_nobody_reads_is_left_out(string lineEnd)
    {
        Assert.Equal(Lines(Short, lineEnd), Shortened(Lines(Made, lineEnd)));
        Assert.Equal(Lines(Short + "\n", lineEnd), Shortened(Lines(Made + "\n", lineEnd)));
    }

    [Theory]
    [InlineData("409 Conflict")]
    [InlineData("201 Created")]
    [InlineData("200 OK")]
    public void An_answer_that_may_have_a_body_is_left_as_it_is(string status)
    {
        var place = Made.LastIndexOf("204 No Content", StringComparison.Ordinal);
        var answer = Lines(Made[..place] + status + Made[(place + "204 No Content".Length)..], "\r\n");

        Assert.Equal(answer, Shortened(answer));
    }

    [Fact]
    public void Nothing_is_left_of_nothing() => Assert.Equal("", Shortened(""));

    private static string Lines(string text, string end) => text.ReplaceLineEndings(end);

    private static string Shortened(string answer)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);
        return Encoding.ASCII.GetString(bytes, 0, ShortAnswers.Shorten(bytes));
    }
}

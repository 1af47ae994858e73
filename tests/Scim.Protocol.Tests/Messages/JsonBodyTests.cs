using System.Text;
using CsCheck;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;

namespace Scim.Protocol.Tests.Messages;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("", "The body is not valid JSON: line 1, byte 1.")]
    [InlineData("   ", "The body is not valid JSON: line 1, byte 4.")]
    [InlineData("{", "The body is not valid JSON: line 1, byte 2.")]
    [InlineData("{\n \"a\": s3cret }", "The body is not valid JSON: line 2, byte 7.")]
    [InlineData("{} {}", "The body is not valid JSON: line 1, byte 4.")]
    [InlineData("{\"a\":1,}", "The body is not valid JSON: line 1, byte 8.")]
    [InlineData("[]", "The body must be a JSON object.")]
    [InlineData("null", "The body must be a JSON object.")]
    [InlineData("\"s3cret\"", "The body must be a JSON object.")]
    [InlineData("{\"s3cret\":1,\"s3cret\":2}", "An object in the body has the same key twice.")]
    [InlineData("{\"x\":{\"s3cret\":1,\"s3cre\\u0074\":2}}", "An object in the body has the same key twice.")]
    [InlineData("{\n\"a\":\"\\ud800\"}", "A string in the body has half a surrogate pair: line 2, byte 5.")]
    [InlineData("{\"\\udc00\":1}", "A string in the body has half a surrogate pair: line 1, byte 2.")]
    [InlineData("{\"a\":\"\\ud83d\\ud83d\"}", "A string in the body has half a surrogate pair: line 1, byte 6.")]
    public void Refuses_what_is_no_json_object_with_the_position_and_no_content(string body, string detail)
    {
        var refusal = Assert.Throws<ScimException>(() => JsonBody.Parse(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(ScimError.InvalidSyntax(detail), refusal.Error);
    }

    [Fact]
    public void Refuses_text_that_is_not_utf_8()
    {
        byte[] body = [(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}'];

        Assert.Equal(
            ScimError.InvalidSyntax("The body is not valid UTF-8."), Assert.Throws<ScimException>(() => JsonBody.Parse(body)).Error);
    }

    [Theory]
    [InlineData("{\"a\":", "}")]
    [InlineData("[", "]")]
    public void Takes_32_levels(string open, string close)
    {
        using var json = JsonBody.Parse(Nested(open, close, 31));
        var refusal = Assert.Throws<ScimException>(() => JsonBody.Parse(Nested(open, close, 32)));

        Assert.Equal(1, json.RootElement.GetPropertyCount());
        Assert.StartsWith("The body is nested over 32 levels: line 1, byte ", refusal.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Skips_a_byte_order_mark()
    {
        using var json = JsonBody.Parse(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' });

        Assert.Empty(json.RootElement.EnumerateObject());
    }

    [Fact]
    public void Takes_whole_surrogate_pairs_and_keys_that_differ_in_case()
    {
        using var json = JsonBody.Parse("{\"a\":\"\\ud83d\\ude00\",\"A\":1}"u8.ToArray());

        Assert.Equal("😀", json.RootElement.GetProperty("a").GetString());
    }

    [Fact]
    public void No_bytes_end_in_anything_but_json_or_a_refusal()
    {
        var pieces = Gen.OneOf(
            "{", "}", "[", "]", "\"", ":", ",", "\\ud800", "\\udc00", "a", "1", "null", " ", "\n", "é", "\\", "{\"a\":1}", "e9");
        Gen.OneOf(
            pieces.Array[0, 20].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))),
            pieces.Array[0, 8].Select(parts => Encoding.UTF8.GetBytes("{\"k\":\"" + string.Concat(parts) + "\"}")),
            Gen.Byte.Array[0, 20]).Sample(body =>
        {
            try
            {
                using var json = JsonBody.Parse(body);
                foreach (var property in json.RootElement.EnumerateObject())
                    Assert.NotNull(property.Name);
            }
            catch (ScimException refusal)
            {
                Assert.Equal("invalidSyntax", refusal.Error.Type);
            }
        });
    }

    private static byte[] Nested(string open, string close, int levels) =>
        Encoding.UTF8.GetBytes(
            "{\"x\":" + string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels)) + "}");
}

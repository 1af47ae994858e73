using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Scim.Operations.Files;

namespace Scim.Operations.Tests.Files;

public sealed class VisibleTextTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("ada@acme.example", "ada@acme.example")]
    [InlineData("Zoë 山田 \U0001F600 [red]", "Zoë 山田 \U0001F600 [red]")]
    [InlineData("\u001B]0;x\u0007", "\\u001B]0;x\\u0007")]
    [InlineData("\u009B31m", "\\u009B31m")]
    [InlineData("a\u202Eb\u2066c\u200Bd\u2028e", "a\\u202Eb\\u2066c\\u200Bd\\u2028e")]
    [InlineData("a\r\nb\u007F", "a\\u000D\\u000Ab\\u007F")]
    [InlineData("\U000E0041", "\\uDB40\\uDC41")]
    public void What_a_terminal_would_obey_is_written_as_an_escape(string text, string visible) =>
        Assert.Equal(visible, VisibleText.Of(text));

    [Fact]
    public void Json_means_the_same() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
    {
        var json = VisibleText.InJson(JsonSerializer.Serialize(text, Relaxed));

        Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
        Assert.Equal(json, VisibleText.Of(json));
    });
}

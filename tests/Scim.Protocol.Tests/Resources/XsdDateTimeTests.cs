using CsCheck;
using Scim.Protocol.Resources;

namespace Scim.Protocol.Tests.Resources;

public sealed class XsdDateTimeTests
{
    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z")]
    [InlineData("2026-01-31T12:00:00", "2026-01-31T12:00:00.000Z")]
    [InlineData("2026-01-31T12:00:00+01:00", "2026-01-31T11:00:00.000Z")]
    [InlineData("2026-01-31T12:00:00.5-02:30", "2026-01-31T14:30:00.500Z")]
    [InlineData("2026-01-31T12:00:00.1234567Z", "2026-01-31T12:00:00.1234567Z")]
    [InlineData("2026-01-31T12:00:00.1+02:00", "2026-01-31T10:00:00.100Z")]
    [InlineData("2026-01-31T12:00:00.123+02:00", "2026-01-31T10:00:00.123Z")]
    [InlineData("2026-01-31T12:00:00.12345-05:00", "2026-01-31T17:00:00.12345Z")]
    [InlineData("2026-01-31T12:00:00.123456+05:30", "2026-01-31T06:30:00.123456Z")]
    [InlineData("2026-01-31T12:00:00.1234567+02:00", "2026-01-31T10:00:00.1234567Z")]
    [InlineData("2026-01-31T12:00:00.12345678+12:34", "2026-01-30T23:26:00.1234567Z")]
    [InlineData("2026-01-31T12:00:00.123456789012Z", "2026-01-31T12:00:00.1234567Z")]
    [InlineData("2026-01-31T12:00:00.123456789012+01:00", "2026-01-31T11:00:00.1234567Z")]
    public void Reads_an_instant(string text, string expected)
    {
        Assert.True(XsdDateTime.TryParse(text, out var instant));
        Assert.Equal(expected, XsdDateTime.Format(instant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-31")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2026-01-31 12:00:00Z")]
    [InlineData("2026-01-31T12:00:00.123456789xZ")]
    [InlineData("31/01/2026T12:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("........................")]
    public void Refuses_other_text(string text) => Assert.False(XsdDateTime.TryParse(text, out _));

    [Fact]
    public void What_is_written_is_read_back() => Gen.DateTimeOffset.Sample(instant =>
    {
        Assert.True(XsdDateTime.TryParse(XsdDateTime.Format(instant), out var read));
        Assert.Equal(instant, read);
    });
}

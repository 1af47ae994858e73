using Scim.Provisioning.Tokens;

namespace Scim.Provisioning.Tests.Tokens;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:51234")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData("192.0.2.1", "203.0.113.9, 192.0.2.1")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
    [InlineData("2001:db8:1:2::1", "[2001:db8:1:2::7]:443")]
    public void Senders_that_one_party_may_be_are_one(string one, string other) =>
        Assert.Equal(Read(one), Read(other));

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2")]
    [InlineData("192.0.2.1", "192.0.2.1, 192.0.2.2")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("::1", "0.0.0.1")]
    public void Others_are_not(string one, string other) => Assert.NotEqual(Read(one), Read(other));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("192.0.2.1, ")]
    [InlineData("example.com:80")]
    public void Anything_else_is_none(string? text) => Assert.Null(ClientAddress.Read(text));

    private static ClientAddress Read(string text) => Assert.NotNull(ClientAddress.Read(text));
}

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
    [InlineData("192.0.2.1", "192.168.0.1")]
    public void Others_are_not(string one, string other) => Assert.NotEqual(Read(one), Read(other));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("192.0.2.1, ")]
    [InlineData("example.com:80")]
    public void Anything_else_is_nobody_in_particular(string? text) => Assert.Equal(ClientAddress.Shared, ClientAddress.Read(text));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3:4711")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.130.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("192.0.2.1, 10.0.0.1")]
    public void Private_addresses_are_one_source_that_many_may_share(string text) =>
        Assert.Equal(ClientAddress.Shared, ClientAddress.Read(text));

    [Theory]
    [InlineData("11.0.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("2001:db8::1")]
    public void Public_addresses_are_not(string text) => Assert.NotEqual(ClientAddress.Shared, ClientAddress.Read(text));

    private static ClientAddress Read(string text) => ClientAddress.Read(text);
}

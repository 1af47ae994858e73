using Scim.Provisioning.Federation;

namespace Scim.Provisioning.Tests.Federation;

public sealed class KeySetAddressesTests
{
    [Theory]
    [InlineData("https://login.example.com/keys", true, true)]
    [InlineData("https://127.0.0.1/keys", true, true)]
    [InlineData("http://127.0.0.1:5000/keys", false, true)]
    [InlineData("http://[::1]/keys", false, true)]
    [InlineData("http://localhost/keys", false, true)]
    [InlineData("http://login.example.com/keys", false, false)]
    [InlineData("http://127.0.0.1.example.com/keys", false, false)]
    [InlineData("http://10.0.0.1/keys", false, false)]
    [InlineData("ftp://127.0.0.1/keys", false, false)]
    [InlineData("file:///keys", false, false)]
    [InlineData("/keys", false, false)]
    public void Are_https_or_where_that_is_allowed_http_to_the_machine_itself(string address, bool always, bool whereAllowed)
    {
        var uri = new Uri(address, UriKind.RelativeOrAbsolute);

        Assert.Equal(always, new KeySetAddresses().Allow(uri));
        Assert.Equal(whereAllowed, new KeySetAddresses { AllowLoopbackHttp = true }.Allow(uri));
    }
}

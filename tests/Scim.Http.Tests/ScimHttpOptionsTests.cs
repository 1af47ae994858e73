namespace Scim.Http.Tests;

public sealed class ScimHttpOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://scim.example.com")]
    [InlineData("http://localhost:7071/")]
    [InlineData("https://example.com/eu/scim")]
    public void Accepts_the_address_of_a_service(string? publicBaseUrl) => Assert.True(ScimHttpOptions.IsUsable(publicBaseUrl));

    [Theory]
    [InlineData("scim.example.com")]
    [InlineData("ftp://scim.example.com")]
    [InlineData("https://scim.example.com/scim/v2/")]
    [InlineData("https://scim.example.com?x=1")]
    public void Rejects_what_locations_cannot_begin_with(string publicBaseUrl) => Assert.False(ScimHttpOptions.IsUsable(publicBaseUrl));
}

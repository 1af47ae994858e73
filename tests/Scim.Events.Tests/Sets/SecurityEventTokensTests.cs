using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Scim.Events.Sets;
using Scim.Events.Signing;
using Scim.Events.Tests.Signing;

namespace Scim.Events.Tests.Sets;

public sealed class SecurityEventTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, 500, TimeSpan.Zero);

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public async Task A_token_says_what_it_is_given_and_verifies_by_the_published_key(string algorithm)
    {
        var ring = new SigningKeyRing(
            new EventOptions { SigningKeys = KeySettings.Of(("one", algorithm, Now.AddDays(-1))) },
            new FakeTimeProvider(Now),
            NullLogger<SigningKeyRing>.Instance);
        var content = new SetContent(
            "https://scim.example.com",
            "0193.0",
            "https://receiver.example.com",
            Now,
            "0193",
            Encoding.UTF8.GetBytes("""{"format":"scim","uri":"/Users/1"}"""),
            EventUris.PatchNotice,
            Encoding.UTF8.GetBytes("""{"attributes":["name.givenName"]}"""));

        var token = SecurityEventTokens.Sign(content, ring.For(algorithm, Now)!); // It signs since yesterday.

        var read = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = content.Issuer,
            ValidAudience = content.Audience,
            ValidTypes = ["secevent+jwt"],
            IssuerSigningKeys = ring.Published,
            RequireExpirationTime = false,
        });
        Assert.True(read.IsValid, read.Exception?.Message);
        var parts = token.Split('.');
        Assert.Equal(
            $$"""{"alg":"{{algorithm}}","kid":"one","typ":"secevent+jwt"}""", Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[0])));
        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(parts[1]));
        Assert.Equal(
            """
            {"iss":"https://scim.example.com","iat":1795867200,"jti":"0193.0","aud":"https://receiver.example.com","txn":"0193",
            "sub_id":{"format":"scim","uri":"/Users/1"},
            "events":{"urn:ietf:params:scim:event:prov:patch:notice":{"attributes":["name.givenName"]}}}
            """.ReplaceLineEndings(""),
            claims.RootElement.GetRawText());
    }
}

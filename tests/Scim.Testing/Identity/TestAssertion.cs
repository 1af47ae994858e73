using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Scim.Provisioning.Tokens;

namespace Scim.Testing.Identity;

/// <summary>An assertion as Microsoft Entra ID sends it, which a test may change before it is signed.</summary>
public sealed class TestAssertion
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3_900);

    /// <param name="trust">Whom it is to satisfy.</param>
    /// <param name="now">When it is issued.</param>
    public TestAssertion(FederatedTrust trust, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        Claims = new JsonObject
        {
            ["iss"] = trust.Issuer,
            ["sub"] = trust.Subject,
            ["aud"] = trust.Audience,
            ["oid"] = trust.Subject,
            ["azp"] = "1f1e1d1c-0000-4000-8000-00000000a2b3",
            ["azpacr"] = "2",
            ["tid"] = trust.Tenant,
            ["iat"] = seconds,
            ["nbf"] = seconds,
            ["exp"] = seconds + (long)Lifetime.TotalSeconds,
            ["ver"] = "2.0",
        };
    }

    /// <summary>The header, to which <c>alg</c> and <c>kid</c> are added if it has none.</summary>
    public JsonObject Header { get; } = new() { ["typ"] = "JWT" };

    /// <summary>The claims.</summary>
    public JsonObject Claims { get; }

    /// <summary>The assertion with a claim changed; null leaves the claim out.</summary>
    public TestAssertion With(string claim, JsonNode? value)
    {
        Claims.Remove(claim);
        if (value is not null) Claims[claim] = value;
        return this;
    }

    /// <summary>The assertion with a member of its header changed.</summary>
    public TestAssertion WithHeader(string member, JsonNode? value)
    {
        Header[member] = value;
        return this;
    }

    /// <summary>The whole of it.</summary>
    public string SignBy(SigningKey key)
    {
        if (!Header.ContainsKey("alg")) Header["alg"] = key.Algorithm;
        if (!Header.ContainsKey("kid")) Header["kid"] = key.Id;
        var text = $"{Encoded(Header)}.{Encoded(Claims)}";
        return $"{text}.{Base64Url.EncodeToString(key.Sign($"{Header["alg"]}", text))}";
    }

    private static string Encoded(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}

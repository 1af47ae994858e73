using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Scim.Provisioning.Federation;
using Scim.Testing.Identity;

namespace Scim.Provisioning.Tests.Federation;

public sealed class KeySetTests
{
    private static readonly SigningKey Rsa = SigningKey.Rsa("rsa");
    private static readonly SigningKey Ec = SigningKey.Ec("ec");

    [Theory]
    [InlineData("RS256", "rsa", null)]
    [InlineData("PS256", "rsa", null)]
    [InlineData("ES256", "ec", null)]
    [InlineData("ES256", "rsa", "algorithm")]
    [InlineData("RS256", "ec", "algorithm")]
    [InlineData("RS256", "RSA", "kid")]
    [InlineData("RS256", "another", "kid")]
    public void A_key_is_found_by_its_kid_and_is_for_algorithms_of_its_type(string algorithm, string id, string? fault) =>
        AssertFault(fault, Read([Rsa.ToJwk(), Ec.ToJwk()])?.TryFind(id, algorithm, out _));

    [Theory]
    [InlineData("use", null, null)]
    [InlineData("use", "enc", "use")]
    [InlineData("use", "", "use")]
    [InlineData("alg", "RS256", null)]
    [InlineData("alg", "PS256", "algorithm")]
    [InlineData("alg", "HS256", "algorithm")]
    [InlineData("n", null, "2048")]
    [InlineData("n", "a+b", "2048")]
    [InlineData("n", "AQAB", "2048")]
    public void A_key_is_for_what_it_says(string member, string? value, string? fault)
    {
        var key = Rsa.ToJwk();
        key.Remove(member);
        if (value is not null) key[member] = value;

        AssertFault(fault, Read([key])?.TryFind("rsa", "RS256", out _));
    }

    [Theory]
    [InlineData(1024, "2048")]
    [InlineData(2040, "2048")]
    [InlineData(3072, null)]
    [InlineData(4104, "4096")]
    public void An_RSA_key_has_2048_to_4096_bits(int bits, string? fault) =>
        AssertFault(fault, Read([SigningKey.Rsa("rsa", bits).ToJwk()])?.TryFind("rsa", "RS256", out _));

    [Fact]
    public void A_curve_other_than_P_256_is_refused() => AssertFault(
        "P-256", Read([SigningKey.Ec("ec", ECCurve.NamedCurves.nistP384).ToJwk()])?.TryFind("ec", "ES256", out _));

    [Fact]
    public void Of_two_keys_of_one_kid_the_one_counts_that_is_for_the_signature()
    {
        var encryption = Ec.ToJwk();
        (encryption["kid"], encryption["use"]) = ("rsa", "enc");

        var keys = Read([encryption, Rsa.ToJwk()]);

        Assert.NotNull(keys);
        Assert.Null(keys.TryFind("rsa", "RS256", out var key));
        Assert.Equal("RSA", key?.Kty);
        AssertFault("use", keys.TryFind("rsa", "ES256", out _));
    }

    [Theory]
    [InlineData("""{"kty":"oct","kid":"a","k":"AAAA"}""")]
    [InlineData("""{"kty":"RSA","n":"AAAA","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","kid":"","n":"AAAA","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","kid":7,"n":"AAAA","e":"AQAB"}""")]
    [InlineData("""{"kty":"OKP","kid":"a","crv":"Ed25519","x":"AAAA"}""")]
    [InlineData("""{"kid":"a"}""")]
    [InlineData("7")]
    [InlineData("null")]
    public void What_is_no_key_for_signatures_is_left_out_and_the_others_count(string entry)
    {
        var keys = Read([JsonNode.Parse(entry), Rsa.ToJwk()]);

        Assert.NotNull(keys);
        Assert.True(keys.Has("rsa"));
        Assert.False(keys.Has("a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[]""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("""{"keys":[{"kid":"\uD800"}]}""")]
    public void What_is_no_key_set_is_none(string text) => Assert.Null(KeySet.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_set_of_more_than_100_keys_is_none()
    {
        Assert.NotNull(Read(Enumerable.Range(0, 100).Select(number => Named($"key{number}"))));
        Assert.Null(Read(Enumerable.Range(0, 101).Select(number => Named($"key{number}"))));

        static JsonNode Named(string id)
        {
            var key = Ec.ToJwk();
            key["kid"] = id;
            return key;
        }
    }

    private static KeySet? Read(IEnumerable<JsonNode?> keys) =>
        KeySet.Read(Encoding.UTF8.GetBytes(new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString()));

    private static void AssertFault(string? part, AssertionFault? fault)
    {
        if (part is null)
            Assert.Null(fault);
        else
            Assert.Contains(part, fault?.Part, StringComparison.Ordinal);
    }
}

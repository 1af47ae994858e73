using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using Scim.Http.Addresses;

namespace Scim.Http.Events;

/// <summary>The documents that receivers of events discover.</summary>
internal static class EventMetadata
{
    private const string Push = "urn:ietf:rfc:8935";
    private const string Poll = "urn:ietf:rfc:8936";
    private const string OAuth = "urn:ietf:rfc:6749";

    /// <summary>A key set (RFC 7517 §5), with the public members of its keys alone.</summary>
    public static byte[] Keys(IEnumerable<JsonWebKey> keys) =>
        Bytes(new JsonObject { ["keys"] = new JsonArray([.. keys.Select(Public)]) });

    /// <summary>
    /// The configuration of the transmitter at that address, which is its issuer (OpenID Shared Signals Framework 1.0 §7.1).
    /// </summary>
    public static byte[] Configuration(string root) => Bytes(new JsonObject
    {
        ["spec_version"] = "1_0",
        ["issuer"] = root,
        ["jwks_uri"] = $"{root}/{ScimRoutes.EventKeys}",
        ["delivery_methods_supported"] = new JsonArray(Push, Poll),
        ["authorization_schemes"] = new JsonArray(new JsonObject { ["spec_urn"] = OAuth }),
        ["default_subjects"] = "ALL",
    });

    private static JsonObject Public(JsonWebKey key) => key.Kty == JsonWebAlgorithmsKeyTypes.EllipticCurve
        ? Public(key, ("crv", key.Crv), ("x", key.X), ("y", key.Y))
        : Public(key, ("n", key.N), ("e", key.E));

    private static JsonObject Public(JsonWebKey key, params IEnumerable<(string Name, string Value)> members)
    {
        var json = new JsonObject { ["kty"] = key.Kty };
        foreach (var (name, value) in members)
            json[name] = value;
        (json["use"], json["alg"], json["kid"]) = (key.Use, key.Alg, key.Kid);
        return json;
    }

    private static byte[] Bytes(JsonObject document) => JsonSerializer.SerializeToUtf8Bytes(document);
}

using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;

namespace Scim.Provisioning.Federation;

/// <summary>A JSON Web Key Set (RFC 7517 §5): the public keys of an identity provider that have a <c>kid</c>.</summary>
internal sealed class KeySet
{
    /// <summary>How many keys a set may have, whatever they are for: 100.</summary>
    public const int MostKeys = 100;

    private readonly ILookup<string, VerificationKey> _keys;

    private KeySet(ILookup<string, VerificationKey> keys) => _keys = keys;

    /// <summary>Reads a set. Keys of other types, or without a <c>kid</c>, are left out.</summary>
    /// <param name="json">The document.</param>
    /// <returns>The set; null if the document is none, or has more than <see cref="MostKeys"/>.</returns>
    public static KeySet? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonBody.Parse(json);
            if (!document.RootElement.TryGetProperty("keys", out var keys)
                || keys.ValueKind != JsonValueKind.Array
                || keys.GetArrayLength() > MostKeys)
                return null;
            return new KeySet(keys.EnumerateArray().Select(ReadKey).OfType<VerificationKey>().ToLookup(key => key.Id));
        }
        catch (ScimException)
        {
            return null;
        }
    }

    /// <summary>True if it has a key of that <c>kid</c>, whatever it is for.</summary>
    public bool Has(string id) => _keys.Contains(id);

    /// <summary>The key of that <c>kid</c> for signatures by an algorithm, or why there is none.</summary>
    public AssertionFault? TryFind(string id, string algorithm, out JsonWebKey? key)
    {
        AssertionFault? fault = null;
        foreach (var candidate in _keys[id])
        {
            if (candidate.FaultFor(algorithm) is not { } unfit)
            {
                key = candidate.Key;
                return null;
            }
            fault ??= unfit;
        }
        key = null;
        return fault ?? AssertionFault.UnknownKey;
    }

    private static VerificationKey? ReadKey(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "kid") is not { Length: > 0 } id)
            return null;
        var key = new JsonWebKey { Kid = id, Kty = Text(json, "kty") };
        switch (key.Kty)
        {
            case JsonWebAlgorithmsKeyTypes.RSA:
                (key.N, key.E) = (Text(json, "n"), Text(json, "e"));
                break;
            case JsonWebAlgorithmsKeyTypes.EllipticCurve:
                (key.Crv, key.X, key.Y) = (Text(json, "crv"), Text(json, "x"), Text(json, "y"));
                break;
            default:
                return null;
        }
        return new VerificationKey(id, key, Text(json, "use"), Text(json, "alg"));
    }

    private static string? Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

using System.Text.Json;

namespace Scim.Provisioning.Federation;

/// <summary>
/// Compares the <c>aud</c> of an assertion with the one of a trust. Microsoft Entra ID shows <c>api://GUID/.default</c> in its forms,
/// documents <c>api://GUID</c> and sends the bare GUID, so that where a trust has one of the three each of them will do.
/// </summary>
internal static class TrustedAudience
{
    private const string Scheme = "api://";
    private const string DefaultScope = "/.default";

    /// <summary>True if the claim is the audience, or a list that has it.</summary>
    public static bool IsMeant(JsonElement claim, string audience) => claim.ValueKind switch
    {
        JsonValueKind.String => IsSame(claim.GetString() ?? "", audience),
        JsonValueKind.Array => claim.EnumerateArray()
            .Any(one => one.ValueKind == JsonValueKind.String && IsSame(one.GetString() ?? "", audience)),
        _ => false,
    };

    private static bool IsSame(string sent, string audience) =>
        GuidOf(audience) is { } guid ? GuidOf(sent) == guid : sent == audience;

    /// <summary>The GUID of a text of the three forms; null of any other.</summary>
    private static Guid? GuidOf(string text)
    {
        var rest = text.AsSpan();
        if (rest.StartsWith(Scheme, StringComparison.Ordinal))
        {
            rest = rest[Scheme.Length..];
            if (rest.EndsWith(DefaultScope, StringComparison.Ordinal))
                rest = rest[..^DefaultScope.Length];
        }
        return rest.Length == 36 && Guid.TryParseExact(rest, "D", out var guid) ? guid : null;
    }
}

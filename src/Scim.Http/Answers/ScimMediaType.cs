using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Scim.Http.Answers;

/// <summary>The media types of SCIM messages (RFC 7644 §3.1, §8.1).</summary>
internal static class ScimMediaType
{
    public const string Scim = "application/scim+json";
    public const string Json = "application/json";

    /// <summary>
    /// The <c>Content-Type</c> of an answer: <c>application/json</c> if that, and nothing that covers
    /// <c>application/scim+json</c>, is accepted; otherwise <c>application/scim+json</c>. Neither type has parameters (RFC 7644 §8.1).
    /// </summary>
    public static string For(StringValues accept) => accept.Count switch
    {
        0 => Scim,
        1 when accept[0] is "*/*" or Scim => Scim,
        _ => AcceptsOnlyJson(accept) ? Json : Scim,
    };

    private static bool AcceptsOnlyJson(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var types))
            return false;
        var accepted = types.Where(type => type.Quality is not 0).Select(type => type.MediaType).ToList();
        return accepted.Exists(type => Is(type, Json))
            && !accepted.Exists(type => Is(type, Scim) || Is(type, "application/*") || Is(type, "*/*"));
    }

    private static bool Is(StringSegment type, string name) => type.Equals(name, StringComparison.OrdinalIgnoreCase);
}

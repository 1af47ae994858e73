using System.Globalization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Scim.Protocol.Errors;

namespace Scim.Http.Pipeline;

/// <summary>
/// The path and query of a request. Escapes that are no UTF-8 would be read as a replacement character: a filter would find nobody, and
/// the client would create a twin.
/// </summary>
internal static class RequestTarget
{
    /// <summary>Refuses a path or query with escapes that are no UTF-8.</summary>
    /// <exception cref="ScimException"><c>invalidValue</c></exception>
    public static void Check(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (!IsUtf8(raw) || !IsUtf8(request.QueryString.Value))
            throw new ScimException(ScimError.InvalidValue("Encode the path and the query in UTF-8."));
    }

    /// <summary>
    /// Whether the escapes of a text (RFC 3986 §2.1), each with what stands beside it, are UTF-8. What is no escape counts as it is.
    /// </summary>
    public static bool IsUtf8(string? text)
    {
        if (text is null || !text.Contains('%', StringComparison.Ordinal))
            return true;
        var octets = new byte[text.Length];
        var length = 0;
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == '%' && place + 2 < text.Length
                && byte.TryParse(text.AsSpan(place + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                octets[length++] = octet;
                place += 2;
            }
            else
            {
                // A character beyond ASCII stands between octets as any other character does.
                octets[length++] = char.IsAscii(text[place]) ? (byte)text[place] : (byte)'?';
            }
        }
        return Utf8.IsValid(octets.AsSpan(0, length));
    }
}

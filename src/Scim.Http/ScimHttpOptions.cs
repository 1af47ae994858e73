namespace Scim.Http;

/// <summary>Settings of the HTTP layer.</summary>
public sealed class ScimHttpOptions
{
    /// <summary>
    /// Scheme, host and any path prefix under which clients reach the service, such as <c>https://scim.example.com</c>; what
    /// <c>meta.location</c> and the discovery documents begin with. Default null, like an empty text: as the
    /// request says, if that is a name of the host's own (<see cref="Addresses.OwnHosts"/>).
    /// </summary>
    public string? PublicBaseUrl { get; set; }

    /// <summary>
    /// The header field in which the platform's front end puts the caller's address, such as <c>CLIENT-IP</c>; failed attempts to
    /// authenticate a client, and unknown tokens, are metered by it. It must be one that callers cannot set themselves. Default null,
    /// like an empty text: the address of the connection.
    /// </summary>
    public string? ClientAddressHeader { get; set; }

    /// <summary>Says everything that is wrong; nothing if all is right.</summary>
    public IEnumerable<string> Errors()
    {
        if (!IsUsable(PublicBaseUrl))
            yield return "PublicBaseUrl must be http(s)://host[:port][/prefix], without /scim/v2, which is appended.";
        if (!IsFieldName(ClientAddressHeader))
            yield return "ClientAddressHeader must be the name of a header field, such as CLIENT-IP.";
    }

    internal static bool IsFieldName(string? name) =>
        string.IsNullOrEmpty(name) || name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    internal static bool IsUsable(string? publicBaseUrl) =>
        string.IsNullOrEmpty(publicBaseUrl)
        || (Uri.TryCreate(publicBaseUrl, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0
            && !url.AbsolutePath.TrimEnd('/').EndsWith('/' + Addresses.ScimRoutes.Base, StringComparison.OrdinalIgnoreCase));
}

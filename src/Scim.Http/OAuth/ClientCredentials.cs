using System.Net;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Scim.Http.OAuth;

/// <summary>How a client authenticates (RFC 6749 §2.3.1).</summary>
/// <param name="Id">The client's id, as it was sent.</param>
/// <param name="Secret">Its secret, as it was sent.</param>
internal sealed record ClientCredentials(string Id, string Secret)
{
    private const int MaxHeaderLength = 4096;
    private const string Scheme = "Basic ";

    /// <summary>Reads the credentials from the <c>Authorization</c> field or from the form.</summary>
    /// <exception cref="OAuthException">
    /// <c>invalid_request</c>: both were used; <c>invalid_client</c>: neither, or what was sent cannot be read.
    /// </exception>
    public static ClientCredentials Read(StringValues authorization, OAuthForm form)
    {
        var formId = form.Find("client_id");
        var formSecret = form.Find("client_secret");
        if (StringValues.IsNullOrEmpty(authorization))
        {
            return formId is not null && formSecret is not null
                ? new ClientCredentials(formId, formSecret)
                : throw Refused("Send the client's id and secret by HTTP Basic, or as client_id and client_secret.");
        }
        if (authorization.Count > 1 || formSecret is not null)
            throw new OAuthException(OAuthError.InvalidRequest("Authenticate the client in one way only."));
        var basic = ReadBasic(authorization.ToString()) ?? throw Refused("The Authorization field holds no Basic credentials.");
        if (formId is not null && formId != basic.Id)
            throw new OAuthException(OAuthError.InvalidRequest("The client_id is not the one of the Authorization field."));
        return basic;
    }

    /// <summary>The refusal of credentials.</summary>
    public static OAuthException Refused(string description) => new(OAuthError.InvalidClient(description));

    private static ClientCredentials? ReadBasic(string header)
    {
        if (header.Length > MaxHeaderLength || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var decoded = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), decoded, out var length))
            return null;
        return Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2) is [var id, var secret]
            ? new ClientCredentials(WebUtility.UrlDecode(id), WebUtility.UrlDecode(secret))
            : null;
    }
}

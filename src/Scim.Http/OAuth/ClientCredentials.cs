using System.Net;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Scim.Http.OAuth;

/// <summary>How a client authenticates: by a secret (RFC 6749 §2.3.1) or by an assertion (RFC 7521 §4.2).</summary>
/// <param name="Id">The client's id, as it was sent; empty if it was not.</param>
internal abstract record ClientCredentials(string Id)
{
    private const string ByJwt = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const int MaxHeaderLength = 4096;
    private const string Scheme = "Basic ";

    /// <summary>Reads the credentials from the <c>Authorization</c> field or from the form.</summary>
    /// <exception cref="OAuthException">
    /// <c>invalid_request</c>: a secret was sent in both; <c>invalid_client</c>: neither, or what was sent cannot be read.
    /// </exception>
    public static ClientCredentials Read(StringValues authorization, OAuthForm form)
    {
        var assertion = form.Find("client_assertion");
        var assertionType = form.Find("client_assertion_type");
        return assertion is null && assertionType is null
            ? ReadSecret(authorization, form)
            : ReadAssertion(authorization, form, assertion, assertionType);
    }

    /// <summary>The refusal of credentials.</summary>
    public static OAuthException Refused(string description) => new(OAuthError.InvalidClient(description));

    private static AssertionCredentials ReadAssertion(
        StringValues authorization, OAuthForm form, string? assertion, string? assertionType)
    {
        var id = form.Find("client_id");
        return new AssertionCredentials(id ?? "", assertion ?? "", FindMistake());

        string? FindMistake()
        {
            if (!StringValues.IsNullOrEmpty(authorization) || form.Find("client_secret") is not null)
                return "Authenticate the client in one way only: with a client_assertion send no Authorization field and no client_secret.";
            if (assertion is null)
                return "Send the client_assertion that the client_assertion_type is for.";
            if (assertionType != ByJwt)
                return $"The client_assertion_type must be {ByJwt}.";
            return id is null ? "Send the client_id beside the client_assertion." : null;
        }
    }

    private static SecretCredentials ReadSecret(StringValues authorization, OAuthForm form)
    {
        var formId = form.Find("client_id");
        var formSecret = form.Find("client_secret");
        if (StringValues.IsNullOrEmpty(authorization))
        {
            return formId is not null && formSecret is not null
                ? new SecretCredentials(formId, formSecret)
                : throw Refused("Send the client's id and secret by HTTP Basic, or as client_id and client_secret.");
        }
        if (authorization.Count > 1 || formSecret is not null)
            throw new OAuthException(OAuthError.InvalidRequest("Authenticate the client in one way only."));
        var basic = ReadBasic(authorization.ToString()) ?? throw Refused("The Authorization field holds no Basic credentials.");
        if (formId is not null && formId != basic.Id)
            throw new OAuthException(OAuthError.InvalidRequest("The client_id is not the one of the Authorization field."));
        return basic;
    }

    private static SecretCredentials? ReadBasic(string header)
    {
        if (header.Length > MaxHeaderLength || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var decoded = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), decoded, out var length))
            return null;
        return Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2) is [var id, var secret]
            ? new SecretCredentials(WebUtility.UrlDecode(id), WebUtility.UrlDecode(secret))
            : null;
    }
}

/// <summary>A client's id with its secret.</summary>
/// <param name="Id">The client's id, as it was sent.</param>
/// <param name="Secret">Its secret, as it was sent.</param>
internal sealed record SecretCredentials(string Id, string Secret) : ClientCredentials(Id);

/// <summary>A client's id with an assertion of an identity provider (RFC 7523 §2.2).</summary>
/// <param name="Id">The client's id, as it was sent; empty if it was not.</param>
/// <param name="Assertion">The assertion, as it was sent; empty if it was not.</param>
/// <param name="Mistake">Why it is refused unread; null if it is to be verified.</param>
internal sealed record AssertionCredentials(string Id, string Assertion, string? Mistake) : ClientCredentials(Id);

using Microsoft.AspNetCore.Http;
using Scim.Http.Answers;
using Scim.Protocol.Errors;

namespace Scim.Http.OAuth;

/// <summary>An error of an OAuth endpoint (RFC 6749 §5.2).</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Code">The <c>error</c> keyword.</param>
/// <param name="Description">A sentence for the client's administrator, without what was sent.</param>
internal sealed record OAuthError(int Status, string Code, string Description)
{
    /// <summary>Seconds after which a retry makes sense; null sends none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The description without what is of one request alone; null where it has nothing of the kind.</summary>
    public string? Unquoted { get; init; }

    /// <summary>The error as it may be kept.</summary>
    public AnsweredRefusal ToRefusal() => new(Code, Unquoted ?? Description);

    public static OAuthError InvalidRequest(string description) =>
        new(StatusCodes.Status400BadRequest, "invalid_request", description);

    public static OAuthError InvalidClient(string description) =>
        new(StatusCodes.Status401Unauthorized, "invalid_client", description);

    public static OAuthError UnsupportedGrantType() =>
        new(StatusCodes.Status400BadRequest, "unsupported_grant_type", "The grant_type must be client_credentials.");

    public static OAuthError InvalidScope() =>
        new(StatusCodes.Status400BadRequest, "invalid_scope", "The client may not have the scope that it asks for.");

    public static OAuthError TooManyFailures(int retryAfterSeconds) =>
        new(
            StatusCodes.Status429TooManyRequests,
            "temporarily_unavailable",
            "Too many attempts to authenticate failed from this address. "
            + "Check the client's id and its secret or assertion, and wait as long as Retry-After says.")
        {
            RetryAfterSeconds = retryAfterSeconds,
        };

    public static OAuthError NoKeys(int retryAfterSeconds) =>
        new(
            StatusCodes.Status503ServiceUnavailable,
            "temporarily_unavailable",
            "The keys of the client's identity provider cannot be fetched now. Try again after as long as Retry-After says.")
        {
            RetryAfterSeconds = retryAfterSeconds,
        };

    /// <summary>The same error in the words of OAuth, which has no keyword for throttling but this (RFC 6749 §4.1.2.1).</summary>
    public static OAuthError From(ScimError error) =>
        new(error.Status, Keyword(error.Status), error.Detail)
        {
            RetryAfterSeconds = error.RetryAfterSeconds,
            Unquoted = error.Unquoted,
        };

    private static string Keyword(int status) => status switch
    {
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => "temporarily_unavailable",
        >= StatusCodes.Status500InternalServerError => "server_error",
        _ => "invalid_request",
    };
}

/// <summary>An expected refusal of an OAuth endpoint.</summary>
/// <param name="error">What the client is told.</param>
internal sealed class OAuthException(OAuthError error) : Exception(error.Description)
{
    /// <summary>What the client is told.</summary>
    public OAuthError Error { get; } = error;
}

using Microsoft.OpenApi;
using Scim.Http.Health;

namespace Scim.Http.OpenApi;

/// <summary>
/// The header fields of answers. A name of a component that ends in <see cref="Perhaps"/> is that of a field that may be missing.
/// </summary>
internal static class ApiHeaders
{
    public const string ETag = "ETag";
    public const string Location = "Location";
    public const string ContentLocation = "Content-Location";
    public const string Vary = "Vary";
    public const string RateLimit = "RateLimit";
    public const string RateLimitPolicy = "RateLimit-Policy";
    public const string RetryAfter = "Retry-After";
    public const string Authenticate = "WWW-Authenticate";
    public const string MayAuthenticate = "WWW-Authenticate" + Perhaps;
    public const string MayAllow = "Allow" + Perhaps;
    public const string MayAccept = "Accept" + Perhaps;
    public const string MayAcceptPatch = "Accept-Patch" + Perhaps;
    public const string MayAcceptEncoding = "Accept-Encoding" + Perhaps;
    public const string CacheControl = "Cache-Control";
    public const string Pragma = "Pragma";
    public const string Version = HealthHandler.VersionField;

    private const string Perhaps = "-perhaps";

    /// <summary>What a caller is told of its rate.</summary>
    public static IReadOnlyList<string> Rate { get; } = [RateLimit, RateLimitPolicy];

    public static void AddTo(ApiDraft draft)
    {
        Add(ETag, "The version of the user, which If-Match and If-None-Match compare.");
        Add(Location, "The address of the user.");
        Add(ContentLocation, "The address of the user.");
        Add(Vary, "What of the request decides about the answer.");
        Add(RateLimit, "How many requests the client may send at once, and in how many seconds it may send all again.");
        Add(RateLimitPolicy, "How many requests the client may send at once at most, and in how many seconds that many.");
        Add(RetryAfter, "After how many seconds to try again.");
        Add(Authenticate, "How to authenticate (RFC 6750 §3, RFC 7617).");
        Add(MayAuthenticate, "What the token lacks (RFC 6750 §3.1), if it lacks something.");
        Add(MayAllow, "The methods that the path takes.");
        Add(MayAccept, "The media types that a body may have.");
        Add(MayAcceptPatch, "The media types that the body of a PATCH may have.");
        Add(MayAcceptEncoding, "The content codings that a body may have.");
        Add(CacheControl, "Whether a cache may keep the answer.");
        Add(Pragma, "As Cache-Control, for caches of old.");
        Add(Version, "The version of the service.");

        void Add(string name, string description) => draft.Add(name, new OpenApiHeader
        {
            Description = description,
            Required = !name.EndsWith(Perhaps, StringComparison.Ordinal),
            Schema = new OpenApiSchema { Type = name == RetryAfter ? JsonSchemaType.Integer : JsonSchemaType.String },
        });
    }

    /// <summary>The name of the field that a component describes.</summary>
    public static string FieldOf(string name) =>
        name.EndsWith(Perhaps, StringComparison.Ordinal) ? name[..^Perhaps.Length] : name;
}

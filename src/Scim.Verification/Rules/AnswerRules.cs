using System.Text.Json;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Rules;

/// <summary>The rules for every answer.</summary>
internal static class AnswerRules
{
    private const string ErrorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";

    private static readonly string[] Keywords =
    [
        "invalidFilter", "tooMany", "uniqueness", "mutability", "invalidSyntax", "invalidPath", "noTarget", "invalidValue", "invalidVers",
        "sensitive", "invalidCursor", "expiredCursor", "invalidCount",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AnswerRule> All { get; } =
    [
        new("RFC 7644 §3.1", "Every body is SCIM's media type and JSON", MediaType),
        new("RFC 7644 §3.12", "Every error is a SCIM error with its status as text", Errors),
        new("RFC 7644 §3.12", "An error names no keyword but those of SCIM", KeywordOfError),
        new("RFC 9110 §15.5.2", "A 401 names the scheme to authenticate with", reply => Needs(reply, 401, "WWW-Authenticate")),
        new("RFC 9110 §15.5.6", "A 405 names the methods that are allowed", reply => Needs(reply, 405, "Allow")),
        new("RFC 6585 §4", "A 429 says when to ask again", reply => Needs(reply, 429, "Retry-After")),
        new("RFC 9110 §15.3.5", "A 204 and a 304 have no body", NoContent),
        new("RFC 7643 §4.1.1", "No answer has a password", reply => UserAnswerRules.Password(reply.Body)),
        new("RFC 7643 §3", "A user lists the schemas that it has, each once", OfUsers(UserAnswerRules.Schemas)),
        new("RFC 7643 §3.1", "A user has id and meta, with an absolute location", OfUsers(UserAnswerRules.Meta)),
        new(
            "RFC 7643 §2.4", "A list of a user has at most one primary value, and no value of a type twice",
            OfUsers((user, _) => UserAnswerRules.Lists(user))),
        new("RFC 7644 §3.14", "A user's version is the ETag of its answer", UserAnswerRules.Version),
        new("RFC 7644 §3.3", "An answer with one user has its location wherever it says one", UserAnswerRules.Location),
        new("RFC 7644 §3.4.2", "A list counts what is in it", ListRules.Counts),
    ];

    private static IEnumerable<(string Expected, string Came)> MediaType(Reply reply)
    {
        if (!reply.HasContent) yield break;
        if (reply.MediaType is not "application/scim+json" && !(reply.Request.TakesPlainJson && reply.MediaType is "application/json"))
            yield return ("Content-Type application/scim+json", reply.MediaType is { Length: < 60 } other ? other : "none, or another");
        if (reply.Body.ValueKind != JsonValueKind.Object) yield return ("a body that is a JSON object", "something else");
    }

    private static IEnumerable<(string Expected, string Came)> Errors(Reply reply)
    {
        if (reply.Status < 400 || reply.Request.Method == "HEAD") yield break;
        if (reply.At("/schemas/0")?.ToString() != ErrorSchema || reply.At("/schemas/1") is not null)
            yield return ($"schemas with {ErrorSchema} alone", $"{reply.Status} without");
        if (reply.Text("/status") != $"{reply.Status}")
            yield return ($"status \"{reply.Status}\" as text", reply.At("/status") is { } status ? $"{status.ValueKind}" : "none");
        if (reply.At("/detail") is { ValueKind: not JsonValueKind.String }) yield return ("detail as text", "something else");
    }

    private static IEnumerable<(string Expected, string Came)> KeywordOfError(Reply reply)
    {
        if (reply.Status >= 400 && reply.At("/scimType") is { } type && !Keywords.Contains(type.ToString()))
            yield return ("a scimType of RFC 7644 §3.12 or RFC 9865 §2", "another");
    }

    private static IEnumerable<(string Expected, string Came)> Needs(Reply reply, int status, string field)
    {
        if (reply.Status == status && string.IsNullOrWhiteSpace(reply.Field(field)) && !(status == 405 && reply.Fields.ContainsKey(field)))
            yield return ($"{status} with the field {field}", "none");
    }

    private static IEnumerable<(string Expected, string Came)> NoContent(Reply reply)
    {
        if (reply.Status is 204 or 304 && reply.HasContent) yield return ("no body", $"{reply.Status} with one");
    }

    private static Func<Reply, IEnumerable<(string Expected, string Came)>> OfUsers(
        Func<JsonElement, bool, IEnumerable<(string Expected, string Came)>> find) =>
        reply => UserAnswerRules.UsersIn(reply).SelectMany(user => find(user, reply.Request.IsProjected));
}

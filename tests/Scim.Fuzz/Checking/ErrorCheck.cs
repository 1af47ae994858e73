using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Scim.Fuzz.Generation;
using Scim.Protocol.Schemas;

namespace Scim.Fuzz.Checking;

/// <summary>What must be true of every SCIM error (RFC 7644 §3.12).</summary>
internal static class ErrorCheck
{
    private static readonly FrozenSet<string> Types = FrozenSet.Create(
        StringComparer.Ordinal,
        "invalidFilter", "tooMany", "uniqueness", "mutability", "invalidSyntax", "invalidPath", "noTarget", "invalidValue", "invalidVers",
        "sensitive", "invalidCursor", "expiredCursor", "invalidCount");

    public static string? Fault(FuzzRequest request, FuzzAnswer answer, JsonElement error)
    {
        if (answer.Status switch { 401 => "WWW-Authenticate", 405 => "Allow", 429 => "Retry-After", _ => null } is { } field
            && answer.Field(field) is null)
            return $"{field} is missing.";
        return BodyFault(request, answer.Status, error);
    }

    /// <summary>What is wrong with the body of an error.</summary>
    public static string? BodyFault(FuzzRequest request, int status, JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object
            || !error.TryGetProperty("schemas", out var schemas) || schemas.GetRawText() != $"[\"{SchemaUris.Error}\"]")
            return "The error has not the schema of an error.";
        if (!error.TryGetProperty("status", out var text) || text.ValueKind != JsonValueKind.String
            || text.GetString() != status.ToString(CultureInfo.InvariantCulture))
            return "status is not the status as a string.";
        if (error.TryGetProperty("scimType", out var type)
            ? !Types.Contains(type.GetString() ?? "") || status is not (400 or 409)
            : status == 400)
            return "scimType is missing, unknown or misplaced.";
        if (!error.TryGetProperty("detail", out var detail) || detail.GetString() is not { Length: > 0 and < 1000 } sentence)
            return "detail is missing or overlong.";
        return sentence.Contains(Texts.Marker, StringComparison.OrdinalIgnoreCase) && !HasMarkedName(request.Body)
            ? "detail repeats a value." : null;
    }

    /// <summary>True if a mutation has put the marker into a key or a URN: a strict account names those that it does not know.</summary>
    private static bool HasMarkedName(byte[]? body)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && json.GetString() is { } text
                    && text.Contains(Texts.Marker, StringComparison.OrdinalIgnoreCase)
                    && (json.TokenType == JsonTokenType.PropertyName || text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)))
                    return true;
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false;
        }
        return false;
    }
}

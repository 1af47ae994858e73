using System.Text.Json;

namespace Scim.Verification.Exchanges;

/// <summary>What the service answered to a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Status">The status.</param>
/// <param name="Fields">The header fields by their names in any case, those of the body among them.</param>
/// <param name="HasContent">True if there is a body.</param>
/// <param name="Body">The body; undefined if there is none or it is not JSON.</param>
public sealed record Reply(
    SentRequest Request, int Status, IReadOnlyDictionary<string, string> Fields, bool HasContent, JsonElement Body)
{
    /// <summary>True if the status is one of success.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The media type of the body without parameters, in lower case, or null.</summary>
    public string? MediaType => Field("Content-Type")?.Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>The value of a header field, or null.</summary>
    public string? Field(string name) => Fields.GetValueOrDefault(name);

    /// <summary>The value at a JSON pointer, or null.</summary>
    public JsonElement? At(string pointer) => JsonPointer.Find(Body, pointer);

    /// <summary>The text at a JSON pointer; null if there is none.</summary>
    public string? Text(string pointer) => At(pointer) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The whole number at a JSON pointer; null if there is none.</summary>
    public int? Number(string pointer) =>
        At(pointer) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    /// <summary>The users or other resources of a list; none if it has none.</summary>
    public IReadOnlyList<JsonElement> Resources =>
        At("/Resources") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>
    /// The answer in a few words that repeat nothing of what the service has stored: the status, and the keyword of an error.
    /// </summary>
    public string InWords => Text("/scimType") is { } type && !IsSuccess ? $"{Status} {Shortened(type)}" : $"{Status}";

    private static string Shortened(string type) =>
        type.Length is > 0 and <= 40 && type.All(char.IsAsciiLetter) ? type : "with a scimType of its own";
}

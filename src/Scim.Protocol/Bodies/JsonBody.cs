using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Scim.Protocol.Errors;

namespace Scim.Protocol.Bodies;

/// <summary>
/// The one way in for a request's JSON. What comes out is a JSON object in valid Unicode, nested no deeper than
/// <see cref="MaxDepth"/> and without an object that has the same key twice, so that what reads it need not check again.
/// </summary>
public static class JsonBody
{
    /// <summary>The most levels of nesting, the body itself being the first: 32.</summary>
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Parses a body. A byte order mark is skipped.</summary>
    /// <exception cref="ScimException"><c>invalidSyntax</c>, with the position of the fault and none of the content.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith(ByteOrderMark))
            body = body[ByteOrderMark.Length..];
        if (!Utf8.IsValid(body.Span))
            throw Invalid("The body is not valid UTF-8.");
        Check(body.Span, isText: false);
        try
        {
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException)
        {
            throw Invalid("An object in the body has the same key twice.");
        }
    }

    /// <summary>The object or array that a text in a body holds as JSON, under the limits of a body; null if it holds none.</summary>
    internal static JsonElement? ParseText(ReadOnlySpan<char> text)
    {
        var json = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, json);
        try
        {
            Check(json, isText: true);
            return JsonElement.Parse(json, Options);
        }
        catch (Exception fault) when (fault is ScimException or JsonException)
        {
            return null;
        }
    }

    private static void Check(ReadOnlySpan<byte> body, bool isText)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject && !(isText && json.TokenType == JsonTokenType.StartArray))
                throw Invalid("The body must be a JSON object.");
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && json.CurrentDepth >= MaxDepth)
                    throw Invalid($"The body is nested over {MaxDepth} levels{Position(body, json.TokenStartIndex)}.");
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && json.ValueIsEscaped)
                    json.GetString();
            }
        }
        catch (JsonException fault)
        {
            throw Invalid($"The body is not valid JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            throw Invalid($"A string in the body has half a surrogate pair{Position(body, json.TokenStartIndex)}.");
        }
    }

    private static string Position(ReadOnlySpan<byte> body, long index)
    {
        var before = body[..(int)index];
        return $": line {before.Count((byte)'\n') + 1}, byte {before.Length - before.LastIndexOf((byte)'\n')}";
    }

    private static ScimException Invalid(string detail) => new(ScimError.InvalidSyntax(detail));
}

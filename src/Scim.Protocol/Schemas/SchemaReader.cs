using System.Buffers;
using System.Text.Json;

namespace Scim.Protocol.Schemas;

/// <summary>Reads the document of a schema (RFC 7643 §7) that extends the User.</summary>
public static class SchemaReader
{
    private const string Attributes = "attributes";

    private static readonly SearchValues<char> UrnCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:");

    /// <summary>URNs that are the standard's own.</summary>
    private static readonly string[] Reserved = ["urn:ietf:params:scim:schemas:core:", "urn:ietf:params:scim:api:"];

    /// <summary>Reads a document.</summary>
    /// <param name="document">JSON as UTF-8, at most <see cref="SchemaLimits.DocumentBytes"/>.</param>
    /// <param name="faults">Everything that is wrong, each a sentence that names its place; empty if the schema can be used.</param>
    /// <returns>The schema, as far as it could be read; null for no JSON object.</returns>
    public static SchemaDefinition? Read(ReadOnlyMemory<byte> document, out IReadOnlyList<string> faults)
    {
        var found = new SchemaFaults();
        faults = found.All;
        if (document.Length > SchemaLimits.DocumentBytes)
        {
            found.Add("The document", $"has more than {SchemaLimits.DocumentBytes / 1024} KiB.");
            return null;
        }
        try
        {
            using var json = JsonDocument.Parse(document);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return Read(json.RootElement, found);
            found.Add("The document", "must be a JSON object.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // The latter: half a surrogate pair.
        {
            found.Add("The document", "is no JSON.");
        }
        return null;
    }

    private static SchemaDefinition Read(JsonElement json, SchemaFaults faults)
    {
        faults.CheckNames(json, "", ["schemas", "id", "externalId", "name", "description", Attributes, "meta"]);
        if (json.TryGetProperty("schemas", out _) && faults.Texts(json, "", "schemas") is var schemas && schemas is not [SchemaUris.Schema])
            faults.Add("schemas", $"must be [\"{SchemaUris.Schema}\"], or be left out.");
        var id = faults.Text(json, "", "id");
        CheckUrn(id, faults);
        return new SchemaDefinition(
            id, faults.Text(json, "", "name", absent: id), faults.Text(json, "", "description"), new AttributeSet(
                AttributesOf(json, faults)));
    }

    private static List<AttributeDefinition> AttributesOf(JsonElement json, SchemaFaults faults)
    {
        if (json.TryGetProperty(Attributes, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0)
        {
            var attributes = AttributeReader.ReadList(list, Attributes, faults, parent: null);
            var count = attributes.Sum(attribute => 1 + attribute.SubAttributes.Count);
            if (count > SchemaLimits.Attributes)
                faults.Add(Attributes, $"has {count:N0} attributes and sub-attributes; the most are {SchemaLimits.Attributes:N0}.");
            return attributes;
        }
        faults.Add(Attributes, "must be a list of one attribute or more.");
        return [];
    }

    private static void CheckUrn(string urn, SchemaFaults faults)
    {
        var parts = urn.Split(':');
        if (!urn.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)
            || parts.Length < 3
            || parts.Contains("")
            || urn[^1] == '.'
            || urn.AsSpan().ContainsAnyExcept(UrnCharacters))
            faults.Add("id", "must be a URN such as urn:example:params:scim:schemas:extension:acme:2.0:User.");
        else if (urn.Length > SchemaLimits.UrnLength)
            faults.Add("id", $"has more than {SchemaLimits.UrnLength} characters.");
        else if (Array.Exists(Reserved, prefix => $"{urn}:".StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            faults.Add("id", "is a URN of the standard's own. Choose one of yours.");
    }
}

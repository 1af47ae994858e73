using System.Text.Json;
using Scim.Protocol.Bodies;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>
/// Reads what the service stored of a user by the type that its account has now. What the type does not know, or knows otherwise, is
/// kept aside: a schema that was removed may come back.
/// </summary>
public static class StoredReader
{
    /// <summary>Reads a user.</summary>
    /// <param name="document">The document, as the type of then had it.</param>
    /// <param name="unseen">
    /// What that type did not know: an object of extensions; empty for nothing. A name may stand there more than once, with values of
    /// different types: each is back when the attribute has its type again.
    /// </param>
    /// <param name="type">The type.</param>
    /// <returns>What the type knows of the user, and what it does not: as <paramref name="unseen"/>.</returns>
    public static (ComplexValue Resource, ReadOnlyMemory<byte> Unseen) Read(
        ReadOnlyMemory<byte> document, ReadOnlyMemory<byte> unseen, UserType type)
    {
        var reader = ResourceReader.ForStored();
        var left = new Dictionary<string, List<JsonProperty>>(StringComparer.OrdinalIgnoreCase);
        using var visible = JsonDocument.Parse(document);
        using var hidden = unseen.IsEmpty ? null : JsonDocument.Parse(unseen);
        var user = ComplexValue.Empty(type.Attributes);
        foreach (var member in visible.RootElement.EnumerateObject())
        {
            if (UserResource.Core.Find(member.Name) is { } attribute)
                user = user.With(attribute, reader.ReadValue(member.Value, attribute));
            else
                user = ReadExtension(user, member, type, left);
        }
        if (hidden is not null)
        {
            foreach (var member in hidden.RootElement.EnumerateObject())
                user = ReadExtension(user, member, type, left);
        }
        return (UserRules.WithSchemas(user), Write(left));
    }

    /// <summary>
    /// Takes the members of an extension that the type knows. One that is there already was set after the one that is left out, which may
    /// not come back when it is removed.
    /// </summary>
    private static ComplexValue ReadExtension(
        ComplexValue user, JsonProperty member, UserType type, Dictionary<string, List<JsonProperty>> left)
    {
        if (member.Value.ValueKind != JsonValueKind.Object)
            return user;
        var extension = type.Extension(member.Name);
        foreach (var part in member.Value.EnumerateObject())
        {
            var held = extension is null ? null : user[extension] as ComplexValue ?? ComplexValue.Empty(extension.SubAttributes);
            if (held?.Attributes.Find(part.Name) is { } attribute && TryRead(part.Value, attribute, out var value))
                user = held[attribute] is null ? user.With(extension!, held.With(attribute, value)) : user; // It holds what was found.
            else if (left.TryGetValue(member.Name, out var parts))
                parts.Add(part);
            else
                left[member.Name] = [part];
        }
        return user;
    }

    private static bool TryRead(JsonElement json, AttributeDefinition attribute, out object? value)
    {
        var reader = ResourceReader.ForStored();
        value = StoredValue.Fits(json, attribute) ? reader.ReadValue(json, attribute) : null;
        return value is not null && reader.Violations.Count == 0;
    }

    private static byte[] Write(Dictionary<string, List<JsonProperty>> left)
    {
        if (left.Count == 0)
            return [];
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, ResourceWriter.Options))
        {
            json.WriteStartObject();
            foreach (var (extension, parts) in left)
            {
                json.WriteStartObject(extension);
                foreach (var part in parts)
                    part.WriteTo(json);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return buffer.Written.ToArray();
    }
}

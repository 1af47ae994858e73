using System.Text.Json;
using Scim.Protocol.Bodies;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Changes;

/// <summary>
/// What has changed between two versions of a resource, so that a PatchOp of it makes the one of the other (RFC 7644 §3.5.2). Lists
/// change as a whole; of a complex value each sub-attribute for itself, since a <c>replace</c> leaves those that it does not name.
/// <c>id</c> and <c>meta</c> are left out.
/// </summary>
public static class ResourceChanges
{
    /// <summary>The changes, in schema order.</summary>
    /// <param name="before">The resource before.</param>
    /// <param name="after">The resource after, by the same type.</param>
    public static IReadOnlyList<AttributeChange> Between(ComplexValue before, ComplexValue after)
    {
        var changes = new List<AttributeChange>();
        foreach (var root in after.Attributes)
        {
            if (root == UserResource.Id || root == UserResource.Meta || Equals(before[root], after[root]))
                continue;
            if (root.IsExtension)
                AddExtension(changes, root, before[root] as ComplexValue, after[root] as ComplexValue);
            else if (before[root] is ComplexValue was && after[root] is ComplexValue now)
                AddParts(was, now, (part, value) => changes.Add(new AttributeChange(root, part, null, value)));
            else
                changes.Add(new AttributeChange(root, null, null, after[root]));
        }
        return changes;
    }

    /// <summary>The paths of changes as a JSON array (RFC 9967 <c>attributes</c>).</summary>
    public static byte[] ToNames(IReadOnlyList<AttributeChange> changes) => Write(changes, static (json, changes) =>
    {
        json.WriteStartArray();
        foreach (var change in changes)
            json.WriteStringValue(change.Path);
        json.WriteEndArray();
    });

    /// <summary>
    /// The names of the attributes that a resource has, but for <c>id</c>, <c>meta</c> and <c>schemas</c>, as a JSON array.
    /// </summary>
    public static byte[] ToNames(ComplexValue resource) => Write(resource, static (json, resource) =>
    {
        json.WriteStartArray();
        foreach (var (root, value) in resource.Assigned())
        {
            if (root == UserResource.Id || root == UserResource.Meta || root == UserResource.Schemas)
                continue;
            if (root.IsExtension && value is ComplexValue extension)
            {
                foreach (var (attribute, _) in extension.Assigned())
                    json.WriteStringValue($"{root.Name}:{attribute.Name}");
            }
            else
            {
                json.WriteStringValue(root.Name);
            }
        }
        json.WriteEndArray();
    });

    /// <summary>The changes as a PatchOp without what is never returned; null if nothing is left.</summary>
    public static byte[]? ToPatch(IReadOnlyList<AttributeChange> changes)
    {
        var told = changes
            .Where(change => !change.IsHidden)
            .Select(change => change with { Value = VisibleValues.Of(change.Value) })
            .Where(change => change.Value is not ComplexValue { IsEmpty: true }) // It has only got what is hidden.
            .ToList();
        return told.Count == 0 ? null : Write(told, static (json, told) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("schemas"u8);
            json.WriteStringValue(SchemaUris.PatchOp);
            json.WriteEndArray();
            json.WriteStartArray("Operations"u8);
            foreach (var change in told)
                WriteOperation(json, change.Path, change.Value);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void AddExtension(List<AttributeChange> changes, AttributeDefinition root, ComplexValue? before, ComplexValue? after)
    {
        var (was, now) = (before ?? ComplexValue.Empty(root.SubAttributes), after ?? ComplexValue.Empty(root.SubAttributes));
        AddParts(was, now, (attribute, value) =>
        {
            if (was[attribute] is ComplexValue wasPart && value is ComplexValue part)
                AddParts(wasPart, part, (sub, single) => changes.Add(new AttributeChange(root, attribute, sub, single)));
            else
                changes.Add(new AttributeChange(root, attribute, null, value));
        });
    }

    private static void AddParts(ComplexValue before, ComplexValue after, Action<AttributeDefinition, object?> add)
    {
        foreach (var part in after.Attributes)
        {
            if (!Equals(before[part], after[part]))
                add(part, after[part]);
        }
    }

    private static void WriteOperation(Utf8JsonWriter json, string path, object? value)
    {
        json.WriteStartObject();
        json.WriteString("op"u8, value is null ? "remove"u8 : "replace"u8);
        json.WriteString("path"u8, path);
        if (value is not null)
        {
            json.WritePropertyName("value"u8);
            ResourceWriter.WriteValue(json, value);
        }
        json.WriteEndObject();
    }

    private static byte[] Write<T>(T what, Action<Utf8JsonWriter, T> write)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, ResourceWriter.Options))
            write(json, what);
        return buffer.Written.ToArray();
    }
}

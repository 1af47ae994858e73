using System.Text;
using System.Text.Json;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>
/// Reads some attributes of documents that the service wrote itself and passes over the others: what a filter or an order looks at of
/// many users.
/// </summary>
public sealed class PartialReader
{
    private readonly ReadObject _root;

    /// <summary>A reader, for as many documents as wanted.</summary>
    /// <param name="attributes">The attributes of a document.</param>
    /// <param name="paths">
    /// What is read: for each value the attributes from the document's root on. What ends at a complex attribute reads it whole.
    /// </param>
    public PartialReader(AttributeSet attributes, IEnumerable<IReadOnlyList<AttributeDefinition>> paths)
    {
        _root = new ReadObject(attributes);
        foreach (var path in paths)
            _root.Take(path, 0);
    }

    /// <summary>
    /// The attributes that are read. A complex value that is there is there, also if none of it is read, so that a filter on it comes to
    /// the same as on the whole user.
    /// </summary>
    /// <param name="document">A document by a type of the same generation.</param>
    /// <returns>Null if something of it is not as the service writes it: it has to be read whole.</returns>
    public ComplexValue? Read(ReadOnlySpan<byte> document)
    {
        var json = new Utf8JsonReader(document);
        return json.Read() && json.TokenType == JsonTokenType.StartObject ? _root.Read(ref json, untilAllAreRead: true) : null;
    }

    /// <summary>What is read of the objects of one kind.</summary>
    /// <param name="attributes">What an object of it may have.</param>
    private sealed class ReadObject(AttributeSet attributes)
    {
        private ReadAttribute[] _read = [];

        public void Take(IReadOnlyList<AttributeDefinition> path, int step)
        {
            var attribute = path[step];
            var taken = Array.Find(_read, one => one.Attribute == attribute);
            if (taken is null)
                _read = [.. _read, taken = new ReadAttribute(attribute)];
            if (taken.Inner is not { } inner)
                return;
            if (step + 1 < path.Count)
            {
                inner.Take(path, step + 1);
                return;
            }
            foreach (var part in attribute.SubAttributes)
                inner.Take([part], 0);
        }

        /// <summary>Reads the object that begins here; null for one that is not as it is written.</summary>
        public ComplexValue? Read(ref Utf8JsonReader json, bool untilAllAreRead)
        {
            var slots = new object?[attributes.Count];
            var left = _read.Length;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var read = Find(ref json);
                if (!json.Read())
                    return null;
                if (read is null)
                {
                    json.Skip();
                    continue;
                }
                if (!read.TryRead(ref json, out slots[read.Attribute.Index]))
                    return null;
                if (--left == 0 && untilAllAreRead)
                    return ComplexValue.OfParts(attributes, slots);
            }
            return json.TokenType == JsonTokenType.EndObject ? ComplexValue.OfParts(attributes, slots) : null;
        }

        private ReadAttribute? Find(ref Utf8JsonReader json)
        {
            foreach (var one in _read)
            {
                if (json.ValueTextEquals(one.Name))
                    return one;
            }
            return null;
        }
    }

    /// <summary>An attribute that is read.</summary>
    private sealed class ReadAttribute(AttributeDefinition attribute)
    {
        public AttributeDefinition Attribute { get; } = attribute;

        public byte[] Name { get; } = Encoding.UTF8.GetBytes(attribute.Name);

        /// <summary>What is read of its values; null for simple ones.</summary>
        public ReadObject? Inner { get; } = attribute.Type == AttributeType.Complex ? new ReadObject(attribute.SubAttributes) : null;

        /// <summary>Reads the value that the reader is at, to its end; false for one that is not as it is written.</summary>
        public bool TryRead(ref Utf8JsonReader json, out object? value)
        {
            if (!Attribute.MultiValued)
                return TryReadSingle(ref json, out value);
            value = null;
            if (json.TokenType != JsonTokenType.StartArray)
                return false;
            var values = new List<object>();
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (!TryReadSingle(ref json, out var single))
                    return false;
                values.Add(single!); // It was read.
            }
            value = values.Count > 0 ? new MultiValue(values) : Attribute.KeepsEmpty ? MultiValue.Empty : null;
            return true;
        }

        private bool TryReadSingle(ref Utf8JsonReader json, out object? value)
        {
            value = (Attribute.Type, json.TokenType) switch
            {
                (AttributeType.Complex, JsonTokenType.StartObject) => Inner!.Read(ref json, untilAllAreRead: false), // It is complex.
                (AttributeType.Boolean, JsonTokenType.True) => true,
                (AttributeType.Boolean, JsonTokenType.False) => false,
                (AttributeType.Integer, JsonTokenType.Number) => json.TryGetInt64(out var number) ? number : null,
                (AttributeType.Decimal, JsonTokenType.Number) => json.TryGetDecimal(out var number) ? number : null,
                (AttributeType.DateTime, JsonTokenType.String) => XsdDateTime.TryParse(json.GetString()!, out var time) ? time : null,
                (AttributeType.String or AttributeType.Reference or AttributeType.Binary, JsonTokenType.String) => json.GetString(),
                _ => null,
            };
            return value is not (null or "");
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Scim.Protocol.Bodies;

namespace Scim.Protocol.Resources;

/// <summary>Writes attribute values as JSON in schema order, all of them: what an answer leaves out is a projection's business.</summary>
public static class ResourceWriter
{
    /// <summary>Options of every SCIM document: no indentation, text as it is where JSON allows it.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document of a resource as UTF-8.</summary>
    public static byte[] ToUtf8(ComplexValue resource)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, resource);
        return buffer.Written.ToArray();
    }

    /// <summary>Writes a resource or complex value as an object.</summary>
    public static void Write(Utf8JsonWriter json, ComplexValue value)
    {
        json.WriteStartObject();
        foreach (var (attribute, assigned) in value.Assigned())
        {
            json.WritePropertyName(attribute.EncodedName);
            WriteValue(json, assigned);
        }
        json.WriteEndObject();
    }

    /// <summary>Writes any attribute value.</summary>
    public static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset instant:
                json.WriteStringValue(XsdDateTime.Format(instant));
                break;
            case ComplexValue complex:
                Write(json, complex);
                break;
            case MultiValue values:
                json.WriteStartArray();
                foreach (var single in values)
                    WriteValue(json, single);
                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no attribute value.", nameof(value));
        }
    }
}

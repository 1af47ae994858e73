using System.Buffers;
using System.Text.Json;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Messages;

/// <summary>A user as an answer: the stored document with <c>meta</c> put in before its closing brace, so nothing is parsed.</summary>
public static class UserMessage
{
    /// <summary>Writes the user.</summary>
    /// <param name="output">Where the UTF-8 goes.</param>
    /// <param name="document">The stored document: a JSON object with one member or more, without <c>meta</c>, ending in its brace.</param>
    /// <param name="created">When the user was created.</param>
    /// <param name="lastModified">When the user was last changed.</param>
    /// <param name="location">The user's absolute URI.</param>
    /// <param name="version">The user's ETag (RFC 7643 §3.1).</param>
    public static void Write(
        IBufferWriter<byte> output,
        ReadOnlySpan<byte> document,
        DateTimeOffset created,
        DateTimeOffset lastModified,
        string location,
        string version)
    {
        output.Write(document[..^1]);
        output.Write(",\"meta\":"u8);
        using (var json = new Utf8JsonWriter(output, ResourceWriter.Options))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, UserResource.Type.Name);
            json.WriteString("created"u8, XsdDateTime.Format(created));
            json.WriteString("lastModified"u8, XsdDateTime.Format(lastModified));
            json.WriteString("location"u8, location);
            json.WriteString("version"u8, version);
            json.WriteEndObject();
        }
        output.Write("}"u8);
    }
}

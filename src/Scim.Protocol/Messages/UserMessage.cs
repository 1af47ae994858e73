using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Scim.Protocol.Messages;

/// <summary>A user as an answer: the stored document with <c>meta</c> put in before its closing brace, so nothing is parsed.</summary>
public static class UserMessage
{
    // The names and fixed values of meta, two instants, a version and as long an id; all else is given.
    private const int LengthOfMeta = 256;

    /// <summary>No user is written with more bytes than this.</summary>
    /// <param name="document">The stored document.</param>
    /// <param name="locationBase">What its location begins with.</param>
    public static int LengthOf(ReadOnlySpan<byte> document, JsonEncodedText locationBase) =>
        document.Length + locationBase.EncodedUtf8Bytes.Length + LengthOfMeta;

    /// <summary>Writes the user.</summary>
    /// <param name="output">Where the UTF-8 goes.</param>
    /// <param name="document">The stored document: a JSON object with one member or more, without <c>meta</c>, ending in its brace.</param>
    /// <param name="created">When the user was created.</param>
    /// <param name="lastModified">When the user was last changed.</param>
    /// <param name="locationBase">The absolute URI of the users, with a slash at its end.</param>
    /// <param name="id">The user's id.</param>
    /// <param name="version">The user's version, whose weak ETag is written (RFC 7643 §3.1).</param>
    public static void Write(
        IBufferWriter<byte> output,
        ReadOnlySpan<byte> document,
        DateTimeOffset created,
        DateTimeOffset lastModified,
        JsonEncodedText locationBase,
        Guid id,
        Guid version)
    {
        output.Write(document[..^1]);
        WriteRest(output, created, lastModified, locationBase, id, version);
    }

    /// <summary>Writes what follows the document without its closing brace; see <see cref="Write"/>.</summary>
    public static void WriteRest(
        IBufferWriter<byte> output,
        DateTimeOffset created,
        DateTimeOffset lastModified,
        JsonEncodedText locationBase,
        Guid id,
        Guid version)
    {
        var text = new Utf8Text(output.GetSpan(LengthOfMeta + locationBase.EncodedUtf8Bytes.Length));
        text.Add(",\"meta\":{\"resourceType\":\"User\",\"created\":\""u8);
        text.Add(created);
        text.Add("\",\"lastModified\":\""u8);
        text.Add(lastModified);
        text.Add("\",\"location\":\""u8);
        text.Add(locationBase.EncodedUtf8Bytes);
        text.Add(id);
        text.Add("\",\"version\":\"W/\\\""u8);
        text.Add(version);
        text.Add("\\\"\"}}"u8);
        output.Advance(text.Length);
    }

    /// <summary>Text that is put together in a space that is large enough.</summary>
    private ref struct Utf8Text(Span<byte> space)
    {
        private const int LengthToMilliseconds = 23;

        private readonly Span<byte> _space = space;

        public int Length { get; private set; }

        private readonly Span<byte> Rest => _space[Length..];

        public void Add(ReadOnlySpan<byte> text)
        {
            text.CopyTo(Rest);
            Length += text.Length;
        }

        public void Add(Guid guid)
        {
            Utf8Formatter.TryFormat(guid, Rest, out var written);
            Length += written;
        }

        /// <summary>An instant of whole milliseconds, in UTC, as <see cref="Resources.XsdDateTime.Format"/> writes it.</summary>
        public void Add(DateTimeOffset instant)
        {
            Utf8Formatter.TryFormat(instant.UtcDateTime, Rest, out _, 'O');
            Length += LengthToMilliseconds;
            Add("Z"u8);
        }
    }
}

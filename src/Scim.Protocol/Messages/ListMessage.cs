using System.Buffers;
using System.Text.Json;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Messages;

/// <summary>What a ListResponse says about its page (RFC 7644 §3.4.2, RFC 9865 §2).</summary>
public sealed record ListPosition
{
    /// <summary>How many resources satisfy the query; null leaves it out, as cursor paging may.</summary>
    public int? TotalResults { get; init; }

    /// <summary>The 1-based index of the first resource; null leaves it out, as cursor paging does.</summary>
    public int? StartIndex { get; init; }

    /// <summary>The cursor of the next page; null on the last page and in index paging.</summary>
    public string? NextCursor { get; init; }

    /// <summary>The cursor of the page before; null where there is none.</summary>
    public string? PreviousCursor { get; init; }
}

/// <summary>A ListResponse (RFC 7644 §3.4.2).</summary>
public static class ListMessage
{
    /// <summary>Writes the list. <c>itemsPerPage</c>, the number of resources, follows them.</summary>
    /// <param name="output">Where the UTF-8 goes.</param>
    /// <param name="position">What the list says about its page.</param>
    /// <param name="resources">The resources of the page.</param>
    /// <param name="write">Writes one resource as a JSON object.</param>
    public static void Write<T>(
        IBufferWriter<byte> output, ListPosition position, IReadOnlyList<T> resources, Action<IBufferWriter<byte>, T> write)
    {
        Begin(output, position);
        for (var index = 0; index < resources.Count; index++)
        {
            if (index > 0)
                output.Write(Separator);
            write(output, resources[index]);
        }
        End(output, position, resources.Count);
    }

    /// <summary>Stands between two resources.</summary>
    public static ReadOnlySpan<byte> Separator => ","u8;

    /// <summary>Writes what stands before the first resource.</summary>
    /// <param name="output">Where the UTF-8 goes.</param>
    /// <param name="position">What the list says about its page: the total and the index.</param>
    public static void Begin(IBufferWriter<byte> output, ListPosition position)
    {
        output.Write("{"u8);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            MessageSchemas.Write(json, SchemaUris.ListResponse);
            if (position.TotalResults is { } total)
                json.WriteNumber("totalResults"u8, total);
            if (position.StartIndex is { } start)
                json.WriteNumber("startIndex"u8, start);
        }
        output.Write(",\"Resources\":["u8);
    }

    /// <summary>Writes what stands after the last resource.</summary>
    /// <param name="output">Where the UTF-8 goes.</param>
    /// <param name="position">What the list says about its page: the cursors.</param>
    /// <param name="count">How many resources were written.</param>
    public static void End(IBufferWriter<byte> output, ListPosition position, int count)
    {
        output.Write("],"u8);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteNumber("itemsPerPage"u8, count);
            if (position.PreviousCursor is { } previous)
                json.WriteString("previousCursor"u8, previous);
            if (position.NextCursor is { } next)
                json.WriteString("nextCursor"u8, next);
        }
        output.Write("}"u8);
    }

    // Members are written without the object around them.
    private static JsonWriterOptions Options => ResourceWriter.Options with { SkipValidation = true };
}

using System.Text.Json;

namespace Scim.Verification.Exchanges;

/// <summary>Reads the body of an answer up to a limit.</summary>
internal static class BoundedBody
{
    /// <summary>The most bytes of one answer.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    /// <summary>Reads a body.</summary>
    /// <exception cref="NoReplyException">It is larger than <see cref="MostBytes"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken stop)
    {
        await using var body = await content.ReadAsStreamAsync(stop);
        using var read = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await body.ReadAsync(part, stop) is var length and > 0)
        {
            if (read.Length + length > MostBytes)
                throw new NoReplyException($"An answer is larger than {MostBytes / 1024 / 1024} MiB.");
            read.Write(part, 0, length);
        }
        return read.GetBuffer().AsMemory(0, (int)read.Length);
    }

    /// <summary>The body as JSON; undefined if it is none, or if a text in it is no Unicode.</summary>
    public static JsonElement ToJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Depth);
            Decode(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    /// <summary>Reads every text, so that nobody who asks for one later finds that it cannot be read.</summary>
    /// <exception cref="InvalidOperationException">It is not UTF-8, or half a character is escaped.</exception>
    private static void Decode(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                _ = json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var entry in json.EnumerateArray()) Decode(entry);
                break;
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    _ = member.Name;
                    Decode(member.Value);
                }
                break;
        }
    }
}

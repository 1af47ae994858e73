using Azure.Core;
using Azure.Core.Pipeline;

namespace Scim.Storage.Tables.Connection;

/// <summary>
/// Leaves out of the answer to a transaction that was made the fields of its parts that nobody reads, before the client library makes
/// objects of each: that is a third of what it does for a row. The tags stay. An answer with a refusal is left as it is.
/// </summary>
internal sealed class ShortAnswers : HttpPipelineSynchronousPolicy
{
    private const int Accepted = 202;

    public override void OnReceivedResponse(HttpMessage message)
    {
        if (message.Response.Status == Accepted
            && message.Response.ContentStream is MemoryStream answer
            && answer.TryGetBuffer(out var content))
            answer.SetLength(Shorten(content));
    }

    /// <summary>Moves what stays to the front.</summary>
    /// <param name="answer">The answer, multipart/mixed.</param>
    /// <returns>How many bytes stay; all of them if a part is anything but 204, which is all that has no body.</returns>
    internal static int Shorten(Span<byte> answer)
    {
        if (answer.Count("\nHTTP/1.1 "u8) != answer.Count("\nHTTP/1.1 204"u8))
            return answer.Length;
        var kept = 0;
        for (var start = 0; start < answer.Length;)
        {
            var end = answer[start..].IndexOf((byte)'\n');
            var line = end < 0 ? answer[start..] : answer.Slice(start, end + 1);
            start += line.Length;
            if (IsUnread(line))
                continue;
            line.CopyTo(answer[kept..]);
            kept += line.Length;
        }
        return kept;
    }

    private static bool IsUnread(ReadOnlySpan<byte> line) => line[0] switch
    {
        (byte)'C' => line.StartsWith("Cache-Control:"u8) || line.StartsWith("Content-Transfer-Encoding:"u8),
        (byte)'D' => line.StartsWith("DataServiceId:"u8) || line.StartsWith("DataServiceVersion:"u8),
        (byte)'L' => line.StartsWith("Location:"u8),
        (byte)'P' => line.StartsWith("Preference-Applied:"u8),
        (byte)'X' => line.StartsWith("X-Content-Type-Options:"u8),
        _ => false,
    };
}

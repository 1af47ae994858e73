using System.Buffers;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;

namespace Scim.Http.Answers;

/// <summary>Answers of the SCIM endpoints.</summary>
internal static class ScimAnswers
{
    private const int UsualLength = 1024;

    /// <summary>An answer whose body is written by the action.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="write">Writes the body.</param>
    /// <param name="length">How long the body may get; it may be longer, which costs a copy.</param>
    public static Answer Of(int status, Action<IBufferWriter<byte>> write, int length = UsualLength) =>
        new(status, Written(write, length));

    /// <summary>The answer of an error (RFC 7644 §3.12).</summary>
    public static Answer Error(ScimError error) =>
        new Answer(error.Status, Written(body => ErrorMessage.Write(body, error))) { Refusal = AnsweredRefusal.Of(error) }
            .WithField(HeaderNames.RetryAfter, error.RetryAfterSeconds?.ToString(CultureInfo.InvariantCulture))
            .WithField(HeaderNames.Allow, error.Allow)
            .WithField(HeaderNames.Accept, error.Accept)
            .WithField("Accept-Patch", error.AcceptPatch)
            .WithField(HeaderNames.AcceptEncoding, error.AcceptEncoding);

    private static PooledBuffer Written(Action<IBufferWriter<byte>> write, int length = UsualLength)
    {
        var body = new PooledBuffer(Math.Max(length, UsualLength));
        write(body);
        return body;
    }
}

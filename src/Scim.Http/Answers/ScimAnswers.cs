using System.Buffers;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;

namespace Scim.Http.Answers;

/// <summary>Answers of the SCIM endpoints.</summary>
internal static class ScimAnswers
{
    /// <summary>An answer whose body is written by the action.</summary>
    public static Answer Of(int status, Action<IBufferWriter<byte>> write)
    {
        var body = new PooledBuffer();
        write(body);
        return new Answer(status, body);
    }

    /// <summary>The answer of an error (RFC 7644 §3.12).</summary>
    public static Answer Error(ScimError error) =>
        Of(error.Status, body => ErrorMessage.Write(body, error))
            .With(HeaderNames.RetryAfter, error.RetryAfterSeconds?.ToString(CultureInfo.InvariantCulture))
            .With(HeaderNames.Allow, error.Allow);
}

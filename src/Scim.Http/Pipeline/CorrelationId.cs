using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Scim.Http.Pipeline;

/// <summary>The id of a request in logs, in the audit trail and in 5xx answers: the trace id of W3C Trace Context.</summary>
internal static class CorrelationId
{
    /// <summary>The trace id of a valid <c>traceparent</c>, else of the running trace, else a new one: 32 hexadecimal digits.</summary>
    public static string Of(HttpRequest request)
    {
        if (ActivityContext.TryParse(request.Headers.TraceParent, null, out var sent))
            return sent.TraceId.ToHexString();
        return (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
    }
}

using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Http.Logging;
using Scim.Http.Recording;
using Scim.Http.Telemetry;
using Scim.Protocol.Errors;
using Scim.Provisioning;
using Scim.Provisioning.Telemetry;

namespace Scim.Http.Pipeline;

/// <summary>
/// Runs a request under its correlation id and its storage deadline, and turns every exception into an answer.
/// A request whose Host or encoding is wrong is refused.
/// </summary>
internal sealed partial class RequestGuard(
    PublicUrl url, TimeProvider time, RequestRecorder recorder, ILogger<RequestGuard> logger)
{
    private static readonly Counter<long> Contentions = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.contentions", "{request}", "Requests that others were faster than every time, which were answered 503.");

    /// <summary>Runs a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    /// <param name="act">What it asks for.</param>
    /// <param name="refuse">Makes the answer of an error.</param>
    public async Task<IResult> RunAsync(
        HttpRequest request, string operation, Func<GuardedRequest, Task<IResult>> act, Func<ScimError, IResult> refuse)
    {
        using var telemetry = new RequestTelemetry(request, operation, time);
        using var notes = new RequestNotes(request, operation, telemetry.TraceId ?? CorrelationId.Of(request), time.GetUtcNow());
        var answer = await AnswerAsync(telemetry, notes, act, refuse);
        var status = AnsweredStatus.Of(answer);
        recorder.Record(notes, status, AnsweredRefusal.In(answer), telemetry.Answered(status));
        return answer;
    }

    private async Task<IResult> AnswerAsync(
        RequestTelemetry telemetry, RequestNotes notes, Func<GuardedRequest, Task<IResult>> act, Func<ScimError, IResult> refuse)
    {
        var (request, correlationId) = (notes.Http, notes.CorrelationId);
        var aborted = request.HttpContext.RequestAborted;
        using var scope = logger.BeginScope<KeyValuePair<string, object>[]>([new("CorrelationId", correlationId)]);
        using var deadline = new RequestDeadline(time, aborted);
        try
        {
            RequestTarget.Check(request);
            var scimBase = url.ScimBase(request); // Nothing is done for who does not know whom they ask.
            var answer = await act(new GuardedRequest(request, scimBase, correlationId, deadline, telemetry, notes));
            if (answer is StreamedAnswer streamed)
                await streamed.SendAsync(request.HttpContext);
            return answer;
        }
        catch (Exception gone) when (gone is ReaderIdleException
            || (aborted.IsCancellationRequested && gone is OperationCanceledException or IOException or ContentionException))
        {
            return Results.Empty;
        }
        catch (Exception fault)
        {
            var error = ErrorOf(fault, correlationId, deadline);
            if (!request.HttpContext.Response.HasStarted)
                return refuse(error);
            request.HttpContext.Abort();
            return new BrokenAnswer(error);
        }
    }

    /// <summary>The error to answer an exception with. What is no refusal is logged.</summary>
    public ScimError ErrorOf(Exception fault, string correlationId, RequestDeadline deadline)
    {
        switch (fault)
        {
            case ScimException refusal:
                return refusal.Error;
            case ContentionException:
                Contentions.Add(1);
                Contended(correlationId);
                return ScimError.Contended();
            case StorageUnavailableException:
            case OperationCanceledException when deadline.IsExpired:
                StorageUnavailable(correlationId, FaultDescription.Of(fault));
                return ScimError.Unavailable(correlationId);
            default:
                Failed(correlationId, FaultDescription.Of(fault));
                return ScimError.Internal(correlationId);
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "Request {CorrelationId} was refused for want of storage: {Fault}")]
    private partial void StorageUnavailable(string correlationId, string fault);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information, Message =
        "Request {CorrelationId} lost every try to others that changed the same.")]
    private partial void Contended(string correlationId);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "Request {CorrelationId} failed: {Fault}")]
    private partial void Failed(string correlationId, string fault);
}

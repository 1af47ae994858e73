using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Scim.Http.Answers;
using Scim.Http.Logging;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Requests;

namespace Scim.Http.Recording;

/// <summary>
/// Records the requests of known accounts when they are over. It neither waits nor fails, and asks no storage: what it notes is written
/// behind the answer.
/// </summary>
/// <param name="entries">Makes entries; null where no log of requests is kept.</param>
/// <param name="waiting">Where they wait.</param>
/// <param name="accounts">Which requests are logged.</param>
/// <param name="logger">Where its own faults are told.</param>
internal sealed partial class RequestRecorder(
    LogEntries? entries, WaitingRecords waiting, RememberedAccounts accounts, ILogger<RequestRecorder> logger)
{
    /// <summary>Records a request.</summary>
    /// <param name="notes">The request.</param>
    /// <param name="status">The status that it was answered.</param>
    /// <param name="refusal">Why it was refused; null if it was not.</param>
    /// <param name="duration">How long it took.</param>
    public void Record(RequestNotes notes, int status, AnsweredRefusal? refusal, TimeSpan duration)
    {
        if (entries is null || notes.Sender is not { } sender)
            return;
        try
        {
            Record(entries, notes, sender, new LoggedOutcome(status, refusal, duration));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            RecordingMetrics.Lost(1);
            NotRecorded(notes.CorrelationId, FaultDescription.Of(fault));
        }
    }

    private void Record(LogEntries log, RequestNotes notes, RequestSender sender, LoggedOutcome outcome)
    {
        if (notes.WasDenied && outcome.Status == StatusCodes.Status429TooManyRequests)
        {
            waiting.CountDenied(sender);
            return;
        }
        waiting.Count(sender, notes.Operation, outcome.Status, outcome.Duration);
        if (outcome.Status == AnsweredStatus.ClientGone)
            return;
        var logsAll = accounts.LoggingOf(sender.Account) == RequestLogging.All;
        if (logsAll || IsRefused(outcome.Status))
            Add(sender, () => log.Of(notes, sender, outcome));
        foreach (var refused in notes.Refused)
        {
            if (logsAll || IsRefused(refused.Error.Status))
                Add(sender, () => log.Of(notes, sender, refused, outcome.Duration));
        }
    }

    private void Add(RequestSender sender, Func<LoggedRequest> make)
    {
        if (waiting.HasPlace(sender.Account))
            waiting.Add(make());
        else
            waiting.CountLost(sender, 1);
    }

    private static bool IsRefused(int status) => status >= 400 && status != StatusCodes.Status429TooManyRequests;

    [LoggerMessage(EventId = 1613, Level = LogLevel.Error, Message =
        "Request {CorrelationId} was answered, but could not be recorded: {Fault}")]
    private partial void NotRecorded(string correlationId, string fault);
}

/// <summary>How a request ended.</summary>
/// <param name="Status">The status.</param>
/// <param name="Refusal">Why it was refused; null if it was not.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record LoggedOutcome(int Status, AnsweredRefusal? Refusal, TimeSpan Duration);

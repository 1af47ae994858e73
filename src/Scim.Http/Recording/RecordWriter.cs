using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Scim.Http.Logging;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Telemetry;

namespace Scim.Http.Recording;

/// <summary>
/// Writes what waits, behind the answers: for each account one batch a second at most, and nothing while no request comes. It never fails;
/// a batch that cannot be written is tried a few times and then counted as lost.
/// </summary>
internal sealed partial class RecordWriter : IDisposable
{
    /// <summary>The time between two batches of an account, and from the first request to the first batch: 1 s.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>How long an end waits for what is still to be written: 5 s.</summary>
    public static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(5);

    /// <summary>How often a batch is tried: 4 times, 1 s, 2 s and 4 s after one another.</summary>
    public const int Tries = 4;

    /// <summary>The most batches that are written at once, so that slow storage gets no more.</summary>
    private const int MostAtOnce = 8;

    private const string Name = "WriteRequestLog";
    private static readonly TimeSpan ComplainsEvery = TimeSpan.FromMinutes(1);

    private readonly IRequestLog _log;
    private readonly WaitingRecords _waiting;
    private readonly RememberedAccounts _accounts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _complaint = new();
    private long? _complainedAt;

    /// <summary>Writes from now on.</summary>
    public RecordWriter(
        IRequestLog log, WaitingRecords waiting, RememberedAccounts accounts, TimeProvider time, ILogger<RecordWriter> logger)
    {
        (_log, _waiting, _accounts, _time, _logger) = (log, waiting, accounts, time, logger);
        _waiting.Begun = Begin;
    }

    /// <summary>Writes all that waits, without pauses, for <see cref="TimeToStop"/> at most. The rest is counted as lost.</summary>
    /// <param name="cancellationToken">Ends the wait earlier.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stop.IsCancellationRequested)
            return;
        var late = Task.Delay(TimeToStop, _time, cancellationToken); // From now on, and not from when all have been told to stop.
        await _stop.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_waiting.Accounts.Select(records => records.Written.Task)), late);
        await _end.CancelAsync();
        if (_waiting.Entries is > 0 and var left)
        {
            RecordingMetrics.Lost(left);
            Unwritten(left);
        }
    }

    public void Dispose()
    {
        _waiting.Begun = null;
        _stop.Cancel();
        _end.Cancel();
    }

    private void Begin(AccountRecords records)
    {
        if (!_stop.IsCancellationRequested)
            _ = SharedWork.Begin(Name, () => RunAsync(records));
    }

    private async Task RunAsync(AccountRecords records)
    {
        while (true)
        {
            await PauseAsync(Pace);
            var isEnd = _stop.IsCancellationRequested;
            try
            {
                var (batch, isOver) = _waiting.Next(records, isEnd);
                if (isOver)
                    return;
                if (batch is null || await WriteAsync(records, batch) || !isEnd)
                    continue;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                Complain(failure);
                if (!isEnd)
                    continue;
            }
            records.Written.TrySetResult(); // What is left has no next time.
            return;
        }
    }

    /// <summary>Writes a batch, if need be with several tries. False if it is given up.</summary>
    private async Task<bool> WriteAsync(AccountRecords records, RecordBatch batch)
    {
        for (var tries = 1; ; tries++)
        {
            switch (await TryWriteAsync(batch.Content))
            {
                case null:
                    _waiting.Done(records, batch);
                    return true;
                case AccountGoneException:
                    _waiting.Gone(records, batch);
                    return true;
                case var failure when tries == Tries || _end.IsCancellationRequested:
                    _waiting.Failed(records, batch);
                    Complain(failure);
                    return false;
            }
            await PauseAsync(Pace * (1 << (tries - 1)));
        }
    }

    /// <summary>Tries to write a batch.</summary>
    /// <returns>What went wrong; null if it is written.</returns>
    private async Task<Exception?> TryWriteAsync(RequestBatch batch)
    {
        await _places.WaitAsync(CancellationToken.None);
        try
        {
            using var deadline = new CancellationTokenSource(StorageDeadline.Length, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _end.Token);
            // Only who is not let in may be of an account that is gone.
            if (batch.Requests.Any(entry => entry.Status == StatusCodes.Status401Unauthorized))
                await _accounts.RulesAsync(batch.Account, atLeast: 0, either.Token);
            await _log.WriteAsync(batch, either.Token);
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return failure;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Waits, unless everything is to end.</summary>
    private async Task PauseAsync(TimeSpan pause) =>
        await Task.Delay(pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Complain(Exception failure)
    {
        lock (_complaint)
        {
            if (_complainedAt is { } last && _time.GetElapsedTime(last) < ComplainsEvery)
                return;
            _complainedAt = _time.GetTimestamp();
        }
        NotWritten(FaultDescription.Of(failure));
    }

    [LoggerMessage(EventId = 1611, Level = LogLevel.Warning, Message =
        "The log of requests could not be written, and entries are lost; the requests were answered. This is said once a minute: {Fault}")]
    private partial void NotWritten(string fault);

    [LoggerMessage(EventId = 1612, Level = LogLevel.Warning, Message =
        "This instance ends before {Entries} entries of the log of requests were written, which are lost.")]
    private partial void Unwritten(int entries);
}

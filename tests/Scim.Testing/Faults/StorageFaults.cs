using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Scim.Provisioning.Telemetry;

namespace Scim.Testing.Faults;

/// <summary>
/// Lies under the storage client and counts its requests; each fault that was planned befalls one request, and those of
/// <paramref name="plan"/> befall others by chance. What the service writes into its log of requests behind the answers is kept apart: it
/// is counted by <see cref="LogWrites"/>, and befallen only by what <see cref="OnLogWrites"/> plans. Give <see cref="Over"/> to
/// <c>TableStorageOptions.WrapTransport</c>.
/// </summary>
public sealed class StorageFaults(FaultPlan? plan = null)
{
    /// <summary>What the service names its writes into the log of requests.</summary>
    private const string WritesLog = "WriteRequestLog";

    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Lock _lock = new();
    private readonly List<(Func<HttpRequestMessage, bool> Which, StorageFault Fault)> _planned = [];
    private volatile StorageFault? _ofLogWrites;
    private int _logWrites;

    /// <summary>The requests that were made since the start or <see cref="Forget"/>, as method and path.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>How many of them read or wrote token buckets.</summary>
    public int OfMetering => _requests.Count(IsOfMetering);

    /// <summary>
    /// How many of them did anything else. What a request's metering costs depends on the requests before it, and some of that comes in
    /// the background.
    /// </summary>
    public int BesideMetering => _requests.Count(request => !IsOfMetering(request));

    /// <summary>How many writes into the log of requests there were since the start.</summary>
    public int LogWrites => Volatile.Read(ref _logWrites);

    /// <summary>How many faults are still to come.</summary>
    public int Planned
    {
        get
        {
            lock (_lock)
                return _planned.Count;
        }
    }

    /// <summary>Counts from here.</summary>
    public void Forget() => _requests.Clear();

    /// <summary>Plans faults for the next requests that change something, one each, in order.</summary>
    public void OnWrites(params IEnumerable<StorageFault> faults) => On(request => request.Method != HttpMethod.Get, faults);

    /// <summary>Plans faults for the next requests that only read, one each, in order.</summary>
    public void OnReads(params IEnumerable<StorageFault> faults) => On(request => request.Method == HttpMethod.Get, faults);

    /// <summary>Plans faults for the next requests of a kind, one each, in order.</summary>
    public void On(Func<HttpRequestMessage, bool> which, params IEnumerable<StorageFault> faults)
    {
        lock (_lock)
            _planned.AddRange(faults.Select(fault => (which, fault)));
    }

    /// <summary>Has a fault befall every write into the log of requests from now on; null for none.</summary>
    public void OnLogWrites(StorageFault? fault) => _ofLogWrites = fault;

    /// <summary>Takes back what is still planned.</summary>
    public void Withdraw()
    {
        lock (_lock)
            _planned.Clear();
    }

    /// <summary>A handler that lays this over another.</summary>
    public HttpMessageHandler Over(HttpMessageHandler inner) => new Handler(this) { InnerHandler = inner };

    private static bool IsOfMetering(string request) => request.Contains("TokenBuckets", StringComparison.Ordinal);

    private StorageFault? Take(HttpRequestMessage request)
    {
        lock (_lock)
        {
            var place = _planned.FindIndex(planned => planned.Which(request));
            if (place < 0)
                return plan?.Next() is { } drawn ? StorageFaultKinds.Of(drawn) : null;
            var fault = _planned[place].Fault;
            _planned.RemoveAt(place);
            return fault;
        }
    }

    private sealed class Handler(StorageFaults faults) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Task<HttpResponseMessage> Send() => base.SendAsync(request, cancellationToken);
            if (RunningOperation.Name == WritesLog)
            {
                Interlocked.Increment(ref faults._logWrites);
                return faults._ofLogWrites is { } ofLog ? ofLog(Send, cancellationToken) : Send();
            }
            faults._requests.Enqueue($"{request.Method} {request.RequestUri?.AbsolutePath}");
            return faults.Take(request) is { } fault ? fault(Send, cancellationToken) : Send();
        }
    }
}

/// <summary>What befalls a request to storage.</summary>
/// <param name="send">Sends it.</param>
/// <param name="cancellationToken">Ends the wait.</param>
public delegate Task<HttpResponseMessage> StorageFault(Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken);

/// <summary>The faults of storage and of the way there.</summary>
public static class StorageFaultKinds
{
    /// <summary>The connection fails before anything is sent.</summary>
    public static StorageFault NeverSent { get; } = (_, _) => throw new HttpRequestException("The connection was refused.");

    /// <summary>Storage acts, and the connection breaks before its answer arrives.</summary>
    public static StorageFault AnswerLost { get; } = AnswerLostAfter(() => Task.CompletedTask);

    /// <summary>No answer until the client gives up.</summary>
    public static StorageFault Hangs { get; } = async (_, cancellationToken) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException("The wait has no end.");
    };

    /// <summary>The connection breaks in the middle of the answer.</summary>
    public static StorageFault AnswerBreaksOff { get; } = EndingWith(_ => throw new IOException("The connection broke."));

    /// <summary>The second half of the answer does not come.</summary>
    public static StorageFault AnswerStops { get; } = EndingWith(
        async cancellationToken => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));

    /// <summary>The request goes through untouched.</summary>
    public static StorageFault None { get; } = (send, _) => send();

    /// <summary>Storage acts, something else happens, and only then the answer is lost.</summary>
    public static StorageFault AnswerLostAfter(Func<Task> meanwhile) => async (send, _) =>
    {
        using (await send())
            await meanwhile();
        throw new HttpRequestException("The connection broke.");
    };

    private static StorageFault EndingWith(Func<CancellationToken, Task> end) => async (send, cancellationToken) =>
    {
        var answer = await send();
        var whole = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        answer.Content = new StreamContent(new HalfStream(whole[..(whole.Length / 2)], end));
        return answer;
    };

    /// <summary>Something else happens before the request reaches storage.</summary>
    public static StorageFault After(Func<Task> before) => async (send, _) =>
    {
        await before();
        return await send();
    };

    /// <summary>Something happens late.</summary>
    public static StorageFault Delayed(TimeSpan delay, StorageFault fault) => async (send, cancellationToken) =>
    {
        await Task.Delay(delay, TimeProvider.System, cancellationToken);
        return await fault(send, cancellationToken);
    };

    /// <summary>A fault that was drawn by chance.</summary>
    public static StorageFault Of(PlannedFault fault) => fault.Kind switch
    {
        FaultKind.Delayed => Delayed(fault.Delay, None),
        FaultKind.Failed => Refused(HttpStatusCode.InternalServerError, "OperationTimedOut"),
        FaultKind.Throttled => Refused(HttpStatusCode.ServiceUnavailable, "ServerBusy"),
        FaultKind.ThrottledWithRetryAfter => Refused(HttpStatusCode.ServiceUnavailable, "ServerBusy", retryAfterSeconds: 1),
        FaultKind.Dropped => Delayed(fault.Delay, NeverSent),
        _ => AnswerLost,
    };

    /// <summary>Storage refuses and does nothing.</summary>
    public static StorageFault Refused(HttpStatusCode status, string code, int? retryAfterSeconds = null) => (_, _) =>
    {
        var answer = new HttpResponseMessage(status)
        {
            Content = JsonContent.Create(new Dictionary<string, object>
            {
                ["odata.error"] = new { code, message = new { lang = "en", value = code } },
            }),
        };
        answer.Headers.Add("x-ms-error-code", code);
        if (retryAfterSeconds is { } seconds)
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return Task.FromResult(answer);
    };
}

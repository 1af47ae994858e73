using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Push;

/// <summary>
/// The right to dispatch a stream, for 30 s at a time. It only saves duplicates: two that dispatch at once do so in order too, since each
/// sends an event only when it knows those before it to be gone from storage.
/// </summary>
internal sealed class StreamLease
{
    // What others note meanwhile, such as losses, gets in the way.
    private const int MostTries = 5;

    /// <summary>How long it lasts unless it is prolonged.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    /// <summary>How often it is prolonged.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    // So that what is sent last arrives before another begins.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private readonly IStreamStore _streams;
    private readonly TimeProvider _time;
    private readonly string _holder;
    private long _began;

    private StreamLease(IStreamStore streams, TimeProvider time, string holder, long began, StreamDelivery noted) =>
        (_streams, _time, _holder, _began, Noted) = (streams, time, holder, began, noted);

    /// <summary>What is noted of the delivery.</summary>
    public StreamDelivery Noted { get; private set; }

    /// <summary>True as long as nobody else dispatches.</summary>
    public bool IsHeld => _time.GetElapsedTime(_began) < Length - Margin;

    /// <summary>True if it is time to prolong it.</summary>
    public bool IsOld => _time.GetElapsedTime(_began) >= Step;

    /// <summary>Takes the lease, unless another has it or the receiver is to be left alone.</summary>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public static async Task<LeaseAnswer> TakeAsync(
        IStreamStore streams, TimeProvider time, AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        var (now, began) = (time.GetUtcNow(), time.GetTimestamp());
        var found = await streams.FindDeliveryAsync(account, stream, cancellationToken);
        if (found.Holder is not null && found.HeldUntil > now)
            return new LeaseAnswer(null, found.HeldUntil, IsBackedOff: false);
        if (found.NextTry > now)
            return new LeaseAnswer(null, found.NextTry.Value, IsBackedOff: true);
        var holder = Guid.NewGuid().ToString("N");
        var written = await streams.WriteDeliveryAsync(found with { Holder = holder, HeldUntil = now + Length }, cancellationToken);
        return written is null
            ? new LeaseAnswer(null, now, IsBackedOff: false)
            : new LeaseAnswer(new StreamLease(streams, time, holder, began, written), default, IsBackedOff: false);
    }

    /// <summary>Prolongs it, and notes something with it.</summary>
    public Task ProlongAsync(Func<StreamDelivery, StreamDelivery> note, CancellationToken cancellationToken) =>
        WriteAsync(note, isEnd: false, cancellationToken);

    /// <summary>Gives it back, and notes something with it.</summary>
    public Task EndAsync(Func<StreamDelivery, StreamDelivery> note, CancellationToken cancellationToken) =>
        WriteAsync(note, isEnd: true, cancellationToken);

    private async Task WriteAsync(Func<StreamDelivery, StreamDelivery> note, bool isEnd, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var (now, began) = (_time.GetUtcNow(), _time.GetTimestamp());
            var changed = note(Noted) with { Holder = isEnd ? null : _holder, HeldUntil = now + Length };
            if (await _streams.WriteDeliveryAsync(changed, cancellationToken) is { } written)
            {
                (Noted, _began) = (written, began);
                return;
            }
            // An answer may have been lost; where another has taken it, it is gone.
            var found = await _streams.FindDeliveryAsync(Noted.Account, Noted.Stream, cancellationToken);
            if (found.Holder != _holder)
                break;
            Noted = found;
        }
        _began = _time.GetTimestamp() - (long)(Length.TotalSeconds * _time.TimestampFrequency);
    }
}

/// <summary>What came of asking for a lease.</summary>
/// <param name="Lease">The lease; null if it was not given.</param>
/// <param name="Until">Otherwise how long another has it or the receiver is left alone.</param>
/// <param name="IsBackedOff">Otherwise which of the two.</param>
internal readonly record struct LeaseAnswer(StreamLease? Lease, DateTimeOffset Until, bool IsBackedOff);

using Scim.Provisioning.Streams;

namespace Scim.Events.Push;

/// <summary>What a session has to note of the delivery.</summary>
internal sealed record SessionNotes
{
    /// <summary>When an event was taken last; null if none was.</summary>
    public DateTimeOffset? LastDelivered { get; init; }

    /// <summary>What went wrong last without ending the session, and when.</summary>
    public (string Reason, DateTimeOffset At)? LastError { get; init; }

    /// <summary>Why the receiver is to be left alone; null as long as it is not.</summary>
    public StreamFailure? Failure { get; init; }

    /// <summary>With one failure more, of several at once the one that asks for the longest pause.</summary>
    public SessionNotes Failed(StreamFailure failure) =>
        Failure is null || failure.RetryAfter > Failure.RetryAfter ? this with { Failure = failure } : this;

    /// <summary>What is noted while it goes on.</summary>
    public StreamDelivery Progress(StreamDelivery noted)
    {
        if (LastDelivered is not null)
            noted = noted with { LastDelivered = LastDelivered, Failures = 0, NextTry = null };
        return LastError is var (reason, at) ? noted with { LastError = reason, LastErrorAt = at } : noted;
    }

    /// <summary>What is noted at its end: after a failure when the receiver is tried next.</summary>
    public StreamDelivery End(StreamDelivery noted, DateTimeOffset now)
    {
        noted = Progress(noted);
        if (Failure is null)
            return noted;
        var failures = noted.Failures + 1;
        var pause = Backoff.After(failures);
        return noted with
        {
            Failures = failures,
            NextTry = now + (pause > Failure.RetryAfter ? pause : Failure.RetryAfter),
            LastError = Failure.Reason,
            LastErrorAt = Failure.At,
        };
    }
}

/// <summary>The receiver cannot take events at the moment.</summary>
/// <param name="Reason">What went wrong.</param>
/// <param name="At">When.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone; zero if it does not say.</param>
internal sealed record StreamFailure(string Reason, DateTimeOffset At, TimeSpan RetryAfter);

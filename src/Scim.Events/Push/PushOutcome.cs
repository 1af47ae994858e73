namespace Scim.Events.Push;

/// <summary>What became of a push.</summary>
/// <param name="Result">What the receiver did.</param>
/// <param name="Reason">Why, in words without anything of a user; empty where it took the event.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone; null if it does not say.</param>
internal readonly record struct PushOutcome(PushResult Result, string Reason, TimeSpan? RetryAfter)
{
    /// <summary>The receiver has it.</summary>
    public static PushOutcome Taken { get; } = new(PushResult.Taken, "", null);

    /// <summary>The receiver will not have this event.</summary>
    public static PushOutcome Refused(string reason) => new(PushResult.Refused, reason, null);

    /// <summary>The receiver cannot take any.</summary>
    public static PushOutcome Failed(string reason, TimeSpan? retryAfter = null) => new(PushResult.Failed, reason, retryAfter);
}

/// <summary>What a receiver did with a push.</summary>
internal enum PushResult
{
    /// <summary>It has the event.</summary>
    Taken,

    /// <summary>It will not have this event (RFC 8935 §2.3).</summary>
    Refused,

    /// <summary>It cannot take any at the moment, or says nothing that can be understood.</summary>
    Failed,
}

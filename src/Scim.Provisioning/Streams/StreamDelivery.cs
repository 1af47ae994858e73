using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Streams;

/// <summary>
/// What those who deliver a stream's events note of it, in a row of its own: operators' changes of the stream do not meet it.
/// </summary>
public sealed record StreamDelivery
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>Who dispatches at the moment; null for nobody.</summary>
    public string? Holder { get; init; }

    /// <summary>Until when, unless it is prolonged.</summary>
    public DateTimeOffset HeldUntil { get; init; }

    /// <summary>How many tries in a row the receiver has failed.</summary>
    public int Failures { get; init; }

    /// <summary>When it is tried again; null for at once.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>When an event was taken last.</summary>
    public DateTimeOffset? LastDelivered { get; init; }

    /// <summary>Why the receiver could not take an event, the last time; null for never.</summary>
    public string? LastError { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>How many events were dropped because nobody took them within the stream's retention.</summary>
    public long Lost { get; init; }

    /// <summary>The storage tag of the row; empty where there is none.</summary>
    public string ETag { get; init; } = "";
}

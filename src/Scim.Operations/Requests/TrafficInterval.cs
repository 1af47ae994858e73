namespace Scim.Operations.Requests;

/// <summary>The requests of an account within an interval, of all clients and instances together.</summary>
/// <param name="Start">When it began.</param>
public sealed record TrafficInterval(DateTimeOffset Start)
{
    /// <summary>How many were granted: 1xx to 3xx.</summary>
    public long Granted { get; init; }

    /// <summary>How many were refused: 4xx, without those that the meter denied.</summary>
    public long Refused { get; init; }

    /// <summary>How many failed: 5xx.</summary>
    public long Failed { get; init; }

    /// <summary>How many the meter denied (429).</summary>
    public long Denied { get; init; }

    /// <summary>How many entries of the log were lost.</summary>
    public long Lost { get; init; }

    /// <summary>The sum of the times that all but the denied ones took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The longest of these times.</summary>
    public TimeSpan Longest { get; init; }

    /// <summary>How many were answered, but for those that the meter denied.</summary>
    public long Answered => Granted + Refused + Failed;

    /// <summary>The mean of the times; zero where nothing was answered.</summary>
    public TimeSpan Mean => Answered == 0 ? TimeSpan.Zero : Duration / Answered;
}

using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Streams;

/// <summary>What a write needs to know of a stream that takes events.</summary>
/// <param name="Id">The stream.</param>
/// <param name="Content">What its events tell.</param>
/// <param name="IsPush">True if they are pushed, false if they are polled for.</param>
/// <param name="From">Exactly the changes whose ids are later make events.</param>
public sealed record StreamSetting(StreamId Id, EventContent Content, bool IsPush, DateTimeOffset From)
{
    /// <summary>How many streams an account may have.</summary>
    public const int Most = 3;

    /// <summary>
    /// How long after it was made known a stream begins: longer than an instance goes by old settings (25 s) and a transaction may then
    /// take, so that no instance leaves an event out.
    /// </summary>
    public static TimeSpan Notice { get; } = TimeSpan.FromSeconds(60);

    /// <summary>True if a change makes an event.</summary>
    public bool Takes(WriteId change) => change.Time > From;
}

/// <summary>What the events of a stream tell.</summary>
public enum EventContent
{
    /// <summary>What has changed, with values: for receivers within one administrative domain (RFC 9967).</summary>
    Full,

    /// <summary>The names of what has changed, which the receiver reads for itself.</summary>
    Notice,
}

using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Streams;

/// <summary>A stream of an account's events to one receiver, as operators set it.</summary>
public sealed record StreamRecord
{
    /// <summary>How long events are kept by default: 7 days.</summary>
    public static TimeSpan DefaultRetention { get; } = TimeSpan.FromDays(7);

    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Its id.</summary>
    public required StreamId Id { get; init; }

    /// <summary>The <c>aud</c> of its tokens (RFC 7519 §4.1.3): at most 1,024 characters.</summary>
    public required string Audience { get; init; }

    /// <summary>Where events are pushed to (RFC 8935); null if they are polled for (RFC 8936).</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>What its events tell.</summary>
    public required EventContent Content { get; init; }

    /// <summary>Whether events are made and handed out. Default: both.</summary>
    public StreamStatus Status { get; init; }

    /// <summary>How long an event that nobody takes is kept, 1 to 30 days. Default: <see cref="DefaultRetention"/>.</summary>
    public TimeSpan Retention { get; init; } = DefaultRetention;

    /// <summary>How its tokens are signed (RFC 7518 §3.1): <c>ES256</c>, which is the default, or <c>RS256</c>.</summary>
    public string Algorithm { get; init; } = "ES256";

    /// <summary>The name of the setting that holds the Authorization field of each push; null for none.</summary>
    public string? AuthorizationSetting { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Exactly the changes whose ids are later make events; what lies in the outbox from before is not delivered.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it was deleted; null as long as it was not. Its rows are removed for as long as some may still be written.</summary>
    public DateTimeOffset? Deleted { get; init; }

    /// <summary>How far a replay that was begun has come; null for none.</summary>
    public UserId? ReplayedTo { get; init; }

    /// <summary>The storage tag of the row; empty before it is stored.</summary>
    public string ETag { get; init; } = "";

    /// <summary>True if events are pushed.</summary>
    public bool IsPush => Endpoint is not null;

    /// <summary>What a write needs to know of it; null if it takes no events.</summary>
    public StreamSetting? Setting =>
        Status == StreamStatus.Disabled || Deleted is not null ? null : new StreamSetting(Id, Content, IsPush, From);
}

/// <summary>Whether a stream makes events and hands them out (OpenID Shared Signals Framework 1.0 §8.1.2).</summary>
public enum StreamStatus
{
    /// <summary>Events are made and handed out.</summary>
    Enabled,

    /// <summary>Events are made and held.</summary>
    Paused,

    /// <summary>No events are made, and none are held.</summary>
    Disabled,
}

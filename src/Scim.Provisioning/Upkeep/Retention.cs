namespace Scim.Provisioning.Upkeep;

/// <summary>How long what grows old is kept.</summary>
public sealed record Retention
{
    /// <summary>The longest that requests are kept, in days.</summary>
    public const int MostRequestDays = 90;

    /// <summary>How long requests are kept unless it is set, in days.</summary>
    public const int UsualRequestDays = 14;

    /// <summary>The longest that audit trails may be set to be kept, in days.</summary>
    public const int MostAuditDays = 3_650;

    /// <summary>
    /// How long the log of requests and the counts beside it are kept, from 1 to <see cref="MostRequestDays"/> days; default
    /// <see cref="UsualRequestDays"/>. Expired tokens are kept as long, so that the log can tell whose they were.
    /// </summary>
    public TimeSpan Requests { get; init; } = TimeSpan.FromDays(UsualRequestDays);

    /// <summary>How long audit trails are kept, from 1 to <see cref="MostAuditDays"/> days; null, the default, for ever.</summary>
    public TimeSpan? Audit { get; init; }

    /// <summary>By days as they are set; null for what is not.</summary>
    public static Retention OfDays(int? requests, int? audit) => new()
    {
        Requests = TimeSpan.FromDays(requests ?? UsualRequestDays),
        Audit = audit is { } days ? TimeSpan.FromDays(days) : null,
    };
}

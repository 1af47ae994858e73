using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Requests;

/// <summary>
/// One request as the log of requests keeps it: what was asked and what was answered, without any value that a client sent.
/// </summary>
public sealed record LoggedRequest
{
    /// <summary>Tells this entry from every other, so that it may be written again after a lost answer.</summary>
    public required Guid Id { get; init; }

    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>When the request arrived.</summary>
    public required DateTimeOffset When { get; init; }

    /// <summary>Who sent it.</summary>
    public required ClientId Client { get; init; }

    /// <summary>The method, one that the service knows, or <c>_OTHER</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The route's template, such as <c>/Users/{id}</c>; never the path.</summary>
    public required string Route { get; init; }

    /// <summary>The operation's name, as in traces and metrics.</summary>
    public required string Operation { get; init; }

    /// <summary>The user that was asked for, or was created; null if there is none.</summary>
    public UserId? User { get; init; }

    /// <summary>The HTTP status that was answered; of an operation of a bulk request, the operation's own.</summary>
    public required int Status { get; init; }

    /// <summary>The <c>scimType</c> of the refusal (RFC 7644 §3.12), or the <c>error</c> of an OAuth one; null if it has none.</summary>
    public string? Type { get; init; }

    /// <summary>
    /// What the refusal told the client, which holds no values; null if there was none. Storage may keep no more than the beginning of a
    /// long one, and the same of any text here, with … at its end.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>The names of the attributes in the request, as far as the account's schemas know them; at most 40.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>From the arrival to the answer; of an operation of a bulk request, the whole request's.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The id of the request in the service's logs.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>
    /// What <see cref="IRequestLog.NameMark"/> makes of the <c>userName</c> of a creation that was refused; null if there is none.
    /// </summary>
    public string? NameMark { get; init; }

    /// <summary>The place of an operation in its bulk request, from 1; null if the request was no bulk request.</summary>
    public int? BulkPlace { get; init; }
}

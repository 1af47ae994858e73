using Scim.Provisioning.Identities;

namespace Scim.Operations.Requests;

/// <summary>Which entries of an account's log of requests are asked for. What is null, the default, confines nothing.</summary>
/// <param name="Account">Whose log.</param>
public sealed record RequestQuery(AccountId Account)
{
    /// <summary>Only those that were answered so.</summary>
    public StatusFilter? Status { get; init; }

    /// <summary>Only those of this client.</summary>
    public ClientId? Client { get; init; }

    /// <summary>
    /// Only those about this user: an id or a <c>userName</c>. By a name are found the refused creations that it stood in, and the
    /// requests for the user who has it now.
    /// </summary>
    public string? User { get; init; }

    /// <summary>Only those of this operation, by its name in traces and metrics, such as <c>CreateUser</c>, in any case.</summary>
    public string? Operation { get; init; }

    /// <summary>Only those that were refused with this <c>scimType</c> or OAuth <c>error</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Only those that were told this, as <see cref="Remedies.RefusalKind.Detail"/> has it.</summary>
    public string? Detail { get; init; }

    /// <summary>Only what arrived at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }
}

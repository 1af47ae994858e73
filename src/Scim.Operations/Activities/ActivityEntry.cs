using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Users;

namespace Scim.Operations.Activities;

/// <summary>Something that happened in an account.</summary>
/// <param name="Id">Tells it from every other.</param>
/// <param name="When">When.</param>
/// <param name="Client">Who asked for it.</param>
/// <param name="CorrelationId">The id of the request in the service's logs.</param>
public abstract record ActivityEntry(Guid Id, DateTimeOffset When, ClientId Client, string CorrelationId)
{
    /// <summary>A user was changed.</summary>
    /// <param name="Entry">The entry of the audit trail.</param>
    public sealed record UserChange(AuditEntry Entry) : ActivityEntry(Entry.WriteId.Value, Entry.When, Entry.Client, Entry.CorrelationId);

    /// <summary>A request was answered.</summary>
    /// <param name="Entry">The entry of the log of requests.</param>
    public sealed record Answer(LoggedRequest Entry) : ActivityEntry(Entry.Id, Entry.When, Entry.Client, Entry.CorrelationId);
}

using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>Users and changes to write.</summary>
public static class Sample
{
    private static readonly AttributeSet Attributes = UserType.Default.Attributes;

    /// <summary>When the first user is created.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The account of most tests.</summary>
    public static AccountId Account { get; } = AccountId.Parse("acme");

    /// <summary>The client that asks.</summary>
    public static ClientId Client { get; } = ClientId.Parse("client-1");

    /// <summary>A user that is not stored yet.</summary>
    public static UserRecord User(
        string userName,
        string? externalId = null,
        string[]? emails = null,
        bool? active = true,
        DateTimeOffset? created = null,
        string familyName = "Doe",
        string? displayName = null)
    {
        var id = UserId.New(created ?? Start);
        return Record(id, created ?? Start, created ?? Start, Resource(id, userName, externalId, emails, active, familyName, displayName));
    }

    /// <summary>The next version of a stored user.</summary>
    public static UserRecord Next(
        UserRecord before,
        string userName,
        string? externalId = null,
        string[]? emails = null,
        bool? active = true,
        string familyName = "Doe",
        string? displayName = null) =>
        Record(
            before.Id, before.Created, before.LastModified.AddSeconds(1),
            Resource(before.Id, userName, externalId, emails, active, familyName, displayName));

    /// <summary>The same version of a user, stored otherwise.</summary>
    /// <param name="user">The user.</param>
    /// <param name="document">Its document; null for the same.</param>
    /// <param name="generation">By which type the document is.</param>
    /// <param name="unseen">What that type does not know.</param>
    public static UserRecord Stored(
        UserRecord user, ReadOnlyMemory<byte>? document = null, int generation = 0, ReadOnlyMemory<byte> unseen = default) => new()
        {
            Id = user.Id,
            Created = user.Created,
            LastModified = user.LastModified,
            Version = user.Version,
            WaitingForLicence = user.WaitingForLicence,
            EmailIsDerived = user.EmailIsDerived,
            Document = document ?? user.Document,
            Generation = generation,
            Unseen = unseen,
        };

    /// <summary>The creation of a user.</summary>
    public static UserWrite Creation(AccountSnapshot account, UserRecord after, bool takesLicence = true) =>
        Creations(account, [after], takesLicence);

    /// <summary>The creation of users in one write.</summary>
    public static UserWrite Creations(AccountSnapshot account, IEnumerable<UserRecord> users, bool takesLicence = true)
    {
        var (row, changes) = (account, new List<ChangedUser>());
        foreach (var after in users)
        {
            var change = new ChangedUser(null, after, Audit(AuditOperation.Create, account.Account, after.Version, after, null));
            changes.Add(Counted(change, row, row.LicencesInUse + (takesLicence ? 1 : 0)));
            row = changes[^1].RowAfter ?? row;
        }
        return new(account, changes);
    }

    /// <summary>A change together with the counters, which follow from it but for the licences.</summary>
    public static ChangedUser Counted(ChangedUser change, AccountSnapshot row, int licences)
    {
        var users = row.Users + (change.Before is null ? 1 : 0) - (change.After is null ? 1 : 0);
        return change with
        {
            RowAfter = row with { LicencesInUse = licences, Users = users, Turnover = row.Turnover + (users == row.Users ? 0 : 1) },
            Audit = change.Audit with { LicencesInUseAfter = licences, UsersAfter = users },
        };
    }

    /// <summary>A change that leaves the counters alone.</summary>
    public static UserWrite Replacement(AccountId account, UserRecord before, UserRecord after) =>
        new(null, [new ChangedUser(before, after, Audit(AuditOperation.Replace, account, after.Version, after, before))]);

    /// <summary>The deletion of a user.</summary>
    public static UserWrite Deletion(AccountSnapshot account, UserRecord before)
    {
        var write = WriteId.New(before.LastModified.AddSeconds(2));
        var entry = Audit(AuditOperation.Delete, account.Account, write, before, before) with
        {
            When = before.LastModified.AddSeconds(2),
            ActiveAfter = false,
        };
        return new(account, [Counted(new ChangedUser(before, null, entry), account, account.LicencesInUse - 1)]);
    }

    private static AuditEntry Audit(AuditOperation operation, AccountId account, WriteId write, UserRecord user, UserRecord? before) =>
        new()
        {
            Account = account,
            WriteId = write,
            When = user.LastModified,
            Client = Client,
            Operation = operation,
            User = user.Id,
            ChangedAttributes = ["userName", "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User"],
            PreviousVersion = before?.Version,
            ActiveAfter = true,
            WaitingAfter = false,
            CorrelationId = "correlation-1",
        };

    private static UserRecord Record(UserId id, DateTimeOffset created, DateTimeOffset lastModified, ComplexValue resource) => new()
    {
        Id = id,
        Created = created,
        LastModified = lastModified,
        Version = WriteId.New(lastModified),
        WaitingForLicence = false,
        EmailIsDerived = false,
        Document = ResourceWriter.ToUtf8(resource),
    };

    private static ComplexValue Resource(
        UserId id, string userName, string? externalId, string[]? emails, bool? active, string familyName, string? displayName) =>
        ComplexValue.Of(
            Attributes,
            (UserResource.Schemas, new MultiValue(SchemaUris.User)),
            (UserResource.Id, id.ToString()),
            (UserResource.UserName, userName),
            (UserResource.ExternalId, externalId),
            (UserResource.DisplayName, displayName),
            (UserResource.Active, active),
            (UserResource.Name, ComplexValue.Of(
                UserResource.Name.SubAttributes, (UserResource.GivenName, "Jane"), (UserResource.FamilyName, familyName))),
            (UserResource.Emails, new MultiValue((emails ?? []).Select(Email))));

    private static ComplexValue Email(string address, int place) => ComplexValue.Of(
        UserResource.Emails.SubAttributes,
        (UserResource.EmailValue, address),
        (UserResource.EmailType, place % 2 == 0 ? "work" : "home"));
}

using System.Globalization;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>A user as read and as asked for, before a licence was given or refused, and the record that it becomes with either.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Edit">What was asked for.</param>
/// <param name="Before">The user as read; null for a creation.</param>
/// <param name="After">The user as asked for; null for a deletion.</param>
internal sealed record UserDraft(UserId Id, UserEdit Edit, UserRecord? Before, ComplexValue? After)
{
    /// <summary>The most that a stored user may take: 512 KiB of UTF-8.</summary>
    private const int MaxDocumentBytes = 512 * 1024;

    /// <summary>True if the user holds a licence now.</summary>
    public bool WasActive => Before?.Core[UserResource.Active] is true;

    /// <summary>True if the user shall be active and needs a licence for it.</summary>
    public bool NeedsLicence => After?[UserResource.Active] is true && !WasActive;

    /// <summary>True if the user gives its licence back.</summary>
    public bool FreesLicence => WasActive && After?[UserResource.Active] is not true;

    /// <summary>How the number of users changes.</summary>
    public int UsersChange => (After is null ? 0 : 1) - (Before is null ? 0 : 1);

    /// <summary>True if it changes the counters of the account row unless a licence is refused.</summary>
    public bool MayChangeCounters => NeedsLicence || FreesLicence || UsersChange != 0;

    /// <summary>How the licences in use change.</summary>
    public int LicencesChange(bool granted) => (NeedsLicence && granted ? 1 : 0) - (FreesLicence ? 1 : 0);

    /// <summary>Whether the user waits for a licence afterwards.</summary>
    public bool Waits(bool granted)
    {
        if (NeedsLicence)
            return !granted;
        return Edit.Origin.Waits || (!Edit.SetsActive && !WasActive && Before is { WaitingForLicence: true });
    }

    /// <summary>The user with the <c>active</c> that the licences allow.</summary>
    public ComplexValue? Resolved(bool granted) => NeedsLicence && !granted ? After?.With(UserResource.Active, false) : After;

    /// <summary>
    /// The record that it becomes, with what the service adds: id, version, times in whole milliseconds, and where the user has no e-mails
    /// of its own those that follow from its <c>userName</c>.
    /// </summary>
    /// <param name="resource">The user with the <c>active</c> that the licences allow.</param>
    /// <param name="waits">Whether it waits for a licence.</param>
    /// <param name="version">The version that it becomes.</param>
    /// <param name="type">What a user of the account has.</param>
    /// <exception cref="ScimException">413: the user is too large.</exception>
    public UserRecord Complete(ComplexValue resource, bool waits, WriteId version, UserType type)
    {
        var (created, lastModified) = Times(version.Time);
        var own = resource[UserResource.Emails];
        var derived = own is null ? DerivedEmail.From(resource[UserResource.UserName] as string) : null;
        var named = resource
            .With(UserResource.Id, Id.ToString())
            .With(UserResource.Emails, own ?? derived);
        var complete = UserRecord.WithMeta(named, created, lastModified, version);
        var document = UserRecord.DocumentOf(complete);
        var unseen = Before?.UnseenIn(type) ?? default;
        if (document.Length + unseen.Length > MaxDocumentBytes)
            throw new ScimException(ScimError.PayloadTooLarge(TooLarge(unseen.Length)));
        var record = new UserRecord
        {
            Id = Id,
            Created = created,
            LastModified = lastModified,
            Version = version,
            WaitingForLicence = waits,
            EmailIsDerived = derived is not null,
            Document = document,
            Unseen = unseen,
            Generation = type.Generation,
            ETag = Before?.ETag ?? "",
        };
        return record.WithResource(complete);
    }

    /// <summary>When the user was created and last changed, if it is changed at a time. No change lies before the one before it.</summary>
    private (DateTimeOffset Created, DateTimeOffset LastModified) Times(DateTimeOffset at)
    {
        if (Before is not null)
            return (Before.Created, Before.LastModified > at ? Before.LastModified : at);
        var created = WholeMilliseconds(Edit.Origin.Created ?? at);
        return (created, WholeMilliseconds(Edit.Origin.LastModified ?? created));
    }

    /// <summary>Times are answered with milliseconds; what is stored, compared and answered is the same.</summary>
    private static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));

    private static string TooLarge(int unseen) => unseen == 0
        ? "The user is over 512 KiB. Shorten its attributes."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The user is over 512 KiB, {unseen} bytes of it values of schemas that the account has dropped. Shorten its attributes.");
}

using System.Globalization;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>Makes records of resources.</summary>
internal static class UserRecords
{
    /// <summary>The most that a stored user may take: 512 KiB of UTF-8.</summary>
    private const int MaxDocumentBytes = 512 * 1024;

    /// <summary>
    /// The record of a user as asked for, with what the service adds: id, derived e-mail, schemas, version.
    /// </summary>
    /// <exception cref="ScimException">413: the user is too large.</exception>
    /// <param name="draft">The user as asked for.</param>
    /// <param name="resource">The user with the <c>active</c> that the licences allow.</param>
    /// <param name="waits">Whether it waits for a licence.</param>
    /// <param name="version">The version that it becomes.</param>
    /// <param name="at">When it becomes that.</param>
    /// <param name="type">What a user of the account has.</param>
    public static UserRecord Complete(
        UserDraft draft, ComplexValue resource, bool waits, WriteId version, DateTimeOffset at, UserType type)
    {
        var (before, origin) = (draft.Before, draft.Edit.Origin);
        var created = before?.Created ?? WholeMilliseconds(origin.Created ?? at);
        var changed = before is null ? WholeMilliseconds(origin.LastModified ?? created) : at;
        var lastModified = before?.LastModified > changed ? before.LastModified : changed;
        return Complete(draft, resource, type, new UserStamp(created, lastModified, version, waits));
    }

    /// <summary>Times are answered with milliseconds; what is stored, compared and answered is the same.</summary>
    public static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));

    private static UserRecord Complete(UserDraft draft, ComplexValue resource, UserType type, UserStamp stamp)
    {
        var derived = DerivedEmail.From(resource[UserResource.UserName] as string);
        var own = resource[UserResource.Emails];
        var named = resource
            .With(UserResource.Id, draft.Id.ToString())
            .With(UserResource.Emails, own ?? derived);
        var complete = UserDocument.WithMeta(named, stamp.Created, stamp.LastModified, stamp.Version);
        var document = UserDocument.Write(complete);
        var unseen = draft.Before?.UnseenIn(type) ?? default;
        if (document.Length + unseen.Length > MaxDocumentBytes)
            throw new ScimException(ScimError.PayloadTooLarge(TooLarge(unseen.Length)));
        var record = new UserRecord
        {
            Id = draft.Id,
            Created = stamp.Created,
            LastModified = stamp.LastModified,
            Version = stamp.Version,
            WaitingForLicence = stamp.Waits,
            EmailIsDerived = own is null && derived is not null,
            Document = document,
            Unseen = unseen,
            Generation = type.Generation,
            ETag = draft.Before?.ETag ?? "",
        };
        return record.SeenAs(complete);
    }

    private static string TooLarge(int unseen) => unseen == 0
        ? "The user is over 512 KiB. Shorten its attributes."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The user is over 512 KiB, {unseen} bytes of it values of schemas that the account has dropped. Shorten its attributes.");

    /// <param name="Created">When the user was created.</param>
    /// <param name="LastModified">When it was last changed.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Waits">Whether it waits for a licence.</param>
    private readonly record struct UserStamp(DateTimeOffset Created, DateTimeOffset LastModified, WriteId Version, bool Waits);
}

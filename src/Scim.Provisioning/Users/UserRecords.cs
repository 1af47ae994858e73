using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Users;

/// <summary>Makes records of resources.</summary>
internal static class UserRecords
{
    /// <summary>The most that a stored user may take: 512 KiB of UTF-8.</summary>
    private const int MaxDocumentBytes = 512 * 1024;

    /// <summary>
    /// The record of a user as asked for, with what the service adds: id, derived e-mail, schemas, version; null for a deletion.
    /// </summary>
    /// <exception cref="ScimException">413: the user is too large.</exception>
    public static UserRecord? Complete(UserDraft draft, bool granted, WriteId version)
    {
        if (draft.Resolved(granted) is not { } resource)
            return null;
        var (before, origin) = (draft.Before, draft.Edit.Origin);
        var created = before?.Created ?? WholeMilliseconds(origin.Created ?? version.Time);
        var changed = before is null ? WholeMilliseconds(origin.LastModified ?? created) : version.Time;
        return Complete(
            draft, resource, draft.Waits(granted), version, created, before?.LastModified > changed ? before.LastModified : changed);
    }

    /// <summary>Times are answered with milliseconds; what is stored, compared and answered is the same.</summary>
    public static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));

    private static UserRecord Complete(
        UserDraft draft, ComplexValue resource, bool waits, WriteId version, DateTimeOffset created, DateTimeOffset lastModified)
    {
        var derived = DerivedEmail.From(resource[UserResource.UserName] as string);
        var own = resource[UserResource.Emails];
        var complete = resource
            .With(UserResource.Id, draft.Id.ToString())
            .With(UserResource.Emails, own ?? derived);
        var document = UserDocument.Write(complete);
        if (document.Length > MaxDocumentBytes)
            throw new ScimException(ScimError.PayloadTooLarge("The user is over 512 KiB. Shorten its attributes."));
        return new UserRecord
        {
            Id = draft.Id,
            Created = created,
            LastModified = lastModified,
            Version = version,
            WaitingForLicence = waits,
            EmailIsDerived = own is null && derived is not null,
            Document = document,
            ETag = draft.Before?.ETag ?? "",
            Resource = UserDocument.WithMeta(complete, created, lastModified, version),
        };
    }

    /// <summary>True if a change changes nothing: both would be answered alike but for <c>meta</c>, now and after a rename.</summary>
    public static bool AreSame(UserRecord a, UserRecord b) =>
        a.WaitingForLicence == b.WaitingForLicence
        && a.EmailIsDerived == b.EmailIsDerived && a.Document.Span.SequenceEqual(b.Document.Span);

    /// <summary>The names of the top-level attributes that differ; those of an extension count as its URN.</summary>
    public static IReadOnlyList<string> ChangedAttributes(UserRecord? before, UserRecord? after)
    {
        if (after is null)
            return [];
        return [.. UserResource.Type.Attributes
            .Where(attribute => attribute != UserResource.Meta && attribute != UserResource.Schemas && attribute != UserResource.Id)
            .Where(attribute => !Equals(before?.Resource[attribute], after.Resource[attribute]))
            .Select(attribute => attribute.Name)];
    }
}

using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Users;

/// <summary>Makes records of resources.</summary>
internal static class UserRecords
{
    /// <summary>The most that a stored user may take: 512 KiB of UTF-8.</summary>
    private const int MaxDocumentBytes = 512 * 1024;

    /// <summary>A record of a resource that passed the rules, with what the service adds: id, derived e-mail, schemas, version.</summary>
    /// <exception cref="ScimException">413: the user is too large.</exception>
    public static UserRecord Complete(
        UserId id, ComplexValue resource, UserRecord? before, bool waits, WriteId version, DateTimeOffset now) =>
        Complete(
            id, resource, before, waits, version, before?.Created ?? now,
            before is not null && before.LastModified > now ? before.LastModified : now);

    /// <summary>The record of a user that is added with the times it had elsewhere, if it had any.</summary>
    /// <exception cref="ScimException">413: the user is too large.</exception>
    public static UserRecord Added(NewUser user, ComplexValue resource, bool waits, WriteId version, DateTimeOffset now)
    {
        var created = WholeMilliseconds(user.Created ?? now);
        // An export has the derived address like any other.
        if (Equals(resource[UserResource.Emails], DerivedEmail.From(resource[UserResource.UserName] as string)))
            resource = resource.With(UserResource.Emails, null);
        return Complete(
            user.Id,
            resource,
            before: null,
            waits || user.WaitingForLicence,
            version,
            created,
            WholeMilliseconds(user.LastModified ?? created));
    }

    /// <summary>Times are answered with milliseconds; what is stored, compared and answered is the same.</summary>
    public static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));

    private static UserRecord Complete(
        UserId id,
        ComplexValue resource,
        UserRecord? before,
        bool waits,
        WriteId version,
        DateTimeOffset created,
        DateTimeOffset lastModified)
    {
        var derived = DerivedEmail.From(resource[UserResource.UserName] as string);
        var hasOwn = HasOwnEmails(resource, before);
        var complete = resource
            .With(UserResource.Id, id.ToString())
            .With(UserResource.Emails, hasOwn ? resource[UserResource.Emails] : derived);
        var document = UserDocument.Write(complete);
        if (document.Length > MaxDocumentBytes)
            throw new ScimException(ScimError.PayloadTooLarge("The user is over 512 KiB. Shorten its attributes."));
        return new UserRecord
        {
            Id = id,
            Created = created,
            LastModified = lastModified,
            Version = version,
            WaitingForLicence = waits,
            EmailIsDerived = !hasOwn && derived is not null,
            Document = document,
            ETag = before?.ETag ?? "",
            Resource = UserDocument.WithMeta(complete, created, lastModified, version),
        };
    }

    /// <summary>True if both would be answered alike but for <c>meta</c>.</summary>
    public static bool HaveSameContent(UserRecord a, UserRecord b) =>
        a.EmailIsDerived == b.EmailIsDerived && a.Document.Span.SequenceEqual(b.Document.Span);

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

    /// <summary>
    /// True if a client has said which e-mail addresses the user has, be it none, or the very one that <c>userName</c> gives. False if
    /// nobody has, or if they are the one derived before, untouched.
    /// </summary>
    private static bool HasOwnEmails(ComplexValue resource, UserRecord? before)
    {
        var emails = resource[UserResource.Emails];
        return emails is not null
            && !(before is { EmailIsDerived: true } && ReferenceEquals(emails, before.Resource[UserResource.Emails]));
    }
}

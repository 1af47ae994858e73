using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>A user as stored.</summary>
public sealed class UserRecord
{
    private static readonly AttributeSet Meta = UserResource.Meta.SubAttributes;
    private static readonly AttributeDefinition MetaResourceType = Meta.Require("resourceType");
    private static readonly AttributeDefinition MetaCreated = Meta.Require("created");
    private static readonly AttributeDefinition MetaLastModified = Meta.Require("lastModified");
    private static readonly AttributeDefinition MetaVersion = Meta.Require("version");

    // One reference, so that requests that share a remembered user never see half of it.
    private Seen? _seen;

    /// <summary>The user's id.</summary>
    public required UserId Id { get; init; }

    /// <summary>When the user was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the user was last changed.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The write that made this version.</summary>
    public required WriteId Version { get; init; }

    /// <summary>True if the user asked for a licence, got none and was left deactivated.</summary>
    public required bool WaitingForLicence { get; init; }

    /// <summary>True if <c>emails</c> was derived from <c>userName</c> and moves with it.</summary>
    public required bool EmailIsDerived { get; init; }

    /// <summary>
    /// The canonical JSON object as UTF-8, complete but for <c>meta</c>: what an answer without projection repeats where the account's
    /// type is of the same generation, with the derived e-mail and <c>schemas</c> in place.
    /// </summary>
    public required ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>The user at this version.</summary>
    public UserPosition Position => new(Id, Version);

    /// <summary>The storage tag of the row; empty for a user that is not stored yet.</summary>
    public string ETag { get; init; } = "";

    // In steps for each byte; found by measuring (docs/adr/0010).
    private const int StepsOfByte = 4;

    /// <summary>Which of the account's types <see cref="Document"/> is as. Default: that of a new account.</summary>
    public int Generation { get; init; }

    /// <summary>
    /// What that type does not know of what is stored, such as the values of a schema that was removed: a JSON object of extensions, as
    /// UTF-8; empty for nothing, which is the default.
    /// </summary>
    public ReadOnlyMemory<byte> Unseen { get; init; }

    /// <summary>
    /// The user for what is asked of its core attributes, which every type has: as it was read last, and if it was not read yet, by the
    /// type of a new account.
    /// </summary>
    public ComplexValue Core => _seen?.Resource ?? In(UserType.Default);

    /// <summary>The user by a type, read on first use, with <c>meta</c> but for its <c>location</c>.</summary>
    public ComplexValue In(UserType type) => See(type).Resource;

    /// <summary>As <see cref="In(UserType)"/>, counted where the document is read for it.</summary>
    /// <exception cref="Protocol.Errors.ScimException">The steps are spent.</exception>
    public ComplexValue In(UserType type, StepBudget steps)
    {
        if (!IsSeenIn(type))
            steps.Spend((long)(Document.Length + Unseen.Length) * StepsOfByte);
        return In(type);
    }

    /// <summary>
    /// True if the change that made it changes nothing: both would be answered alike but for <c>meta</c>, now and after a rename.
    /// </summary>
    /// <param name="before">The user before the change.</param>
    /// <param name="type">The type that the user has now.</param>
    internal bool IsSameAs(UserRecord before, UserType type) =>
        before.WaitingForLicence == WaitingForLicence
        && before.EmailIsDerived == EmailIsDerived
        && before.DocumentIn(type).Span.SequenceEqual(Document.Span);

    /// <summary>The names of the top-level attributes in which it differs; those of an extension count as its URN.</summary>
    /// <param name="before">The user before; null if there was none.</param>
    /// <param name="type">The type by which they are compared.</param>
    internal IReadOnlyList<string> ChangesFrom(UserRecord? before, UserType type)
    {
        var (was, now) = (before?.In(type), In(type));
        return [.. type.Attributes
            .Where(attribute => attribute != UserResource.Meta && attribute != UserResource.Schemas && attribute != UserResource.Id)
            .Where(attribute => !Equals(was?[attribute], now[attribute]))
            .Select(attribute => attribute.Name)];
    }

    /// <summary>What a type does not know of what is stored.</summary>
    internal ReadOnlyMemory<byte> UnseenIn(UserType type) => See(type).Unseen;

    /// <summary>The same record, which knows what its document says by its own type and need not read it.</summary>
    internal UserRecord WithResource(ComplexValue resource)
    {
        _seen = new Seen(resource, Unseen);
        return this;
    }

    /// <summary>The record as it is stored under a tag.</summary>
    internal UserRecord StoredAs(string tag) => new()
    {
        Id = Id,
        Created = Created,
        LastModified = LastModified,
        Version = Version,
        WaitingForLicence = WaitingForLicence,
        EmailIsDerived = EmailIsDerived,
        Document = Document,
        Unseen = Unseen,
        Generation = Generation,
        ETag = tag,
        _seen = _seen,
    };

    private ReadOnlyMemory<byte> DocumentIn(UserType type) =>
        Generation == type.Generation ? Document : DocumentOf(In(type));

    /// <summary>The document of a resource: everything but <c>meta</c>.</summary>
    internal static byte[] DocumentOf(ComplexValue resource) => ResourceWriter.ToUtf8(resource.With(UserResource.Meta, null));

    /// <summary>A resource with the record's <c>meta</c>, but for its <c>location</c>.</summary>
    internal ComplexValue WithMeta(ComplexValue resource) => WithMeta(resource, Created, LastModified, Version);

    /// <summary>A resource with <c>meta</c> but for its <c>location</c>.</summary>
    internal static ComplexValue WithMeta(ComplexValue resource, DateTimeOffset created, DateTimeOffset lastModified, WriteId version) =>
        resource.With(UserResource.Meta, ComplexValue.Of(
            Meta,
            (MetaResourceType, UserType.Name),
            (MetaCreated, created),
            (MetaLastModified, lastModified),
            (MetaVersion, version.ToETag())));

    internal bool IsSeenIn(UserType type) => _seen is { } seen && ReferenceEquals(seen.Resource.Attributes, type.Attributes);

    private Seen See(UserType type)
    {
        if (_seen is { } seen && ReferenceEquals(seen.Resource.Attributes, type.Attributes))
            return seen;
        var (resource, unseen) = Generation == type.Generation
            ? (ResourceReader.ReadStored(Document, type), Unseen)
            : StoredReader.Read(Document, Unseen, type);
        return _seen = new Seen(WithMeta(resource), unseen);
    }

    /// <summary>Counts what it takes to write the document, compare it with the one before and store it.</summary>
    /// <exception cref="Protocol.Errors.ScimException">The steps are spent.</exception>
    internal void SpendWriting(StepBudget steps) => steps.Spend((long)Document.Length * StepsOfByte * 2);

    /// <param name="Resource">The user by a type.</param>
    /// <param name="Unseen">What that type does not know.</param>
    private sealed record Seen(ComplexValue Resource, ReadOnlyMemory<byte> Unseen);
}

using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>Between a user's resource and the document that is stored of it.</summary>
internal static class UserDocument
{
    private static readonly AttributeSet Meta = UserResource.Meta.SubAttributes;
    private static readonly AttributeDefinition ResourceType = Meta.Require("resourceType");
    private static readonly AttributeDefinition Created = Meta.Require("created");
    private static readonly AttributeDefinition LastModified = Meta.Require("lastModified");
    private static readonly AttributeDefinition Version = Meta.Require("version");

    /// <summary>A record by a type, with <c>meta</c> from the row.</summary>
    /// <returns>The resource, and what the type does not know of the record.</returns>
    public static (ComplexValue Resource, ReadOnlyMemory<byte> Unseen) Read(UserRecord record, UserType type)
    {
        var (resource, unseen) = record.Generation == type.Generation
            ? (ResourceReader.ReadStored(record.Document, type), record.Unseen)
            : StoredReader.Read(record.Document, record.Unseen, type);
        return (WithMeta(resource, record.Created, record.LastModified, record.Version), unseen);
    }

    /// <summary>A resource with <c>meta</c> but for its <c>location</c>.</summary>
    public static ComplexValue WithMeta(ComplexValue resource, DateTimeOffset created, DateTimeOffset lastModified, WriteId version) =>
        resource.With(UserResource.Meta, ComplexValue.Of(
            Meta,
            (ResourceType, UserType.Name),
            (Created, created),
            (LastModified, lastModified),
            (Version, version.ToETag())));

    /// <summary>The document of a resource: everything but <c>meta</c>.</summary>
    public static byte[] Write(ComplexValue resource) => ResourceWriter.ToUtf8(resource.With(UserResource.Meta, null));
}

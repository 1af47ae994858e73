using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Users;

/// <summary>Between a user's resource and the document that is stored of it.</summary>
internal static class UserDocument
{
    private static readonly AttributeSet Meta = UserResource.Meta.SubAttributes;

    /// <summary>The stored document as a resource, with <c>meta</c> from the row.</summary>
    public static ComplexValue Read(UserRecord record) =>
        ResourceReader.ReadStored(record.Document, UserResource.Type).With(UserResource.Meta, ComplexValue.Of(
            Meta,
            (Meta.Require("resourceType"), UserResource.Type.Name),
            (Meta.Require("created"), record.Created),
            (Meta.Require("lastModified"), record.LastModified),
            (Meta.Require("version"), record.Version.ToETag())));

    /// <summary>The document of a resource: everything but <c>meta</c>.</summary>
    public static byte[] Write(ComplexValue resource) => ResourceWriter.ToUtf8(resource.With(UserResource.Meta, null));
}

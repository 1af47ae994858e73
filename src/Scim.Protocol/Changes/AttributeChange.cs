using Scim.Protocol.Schemas;

namespace Scim.Protocol.Changes;

/// <summary>What has changed of one attribute or sub-attribute.</summary>
/// <param name="Root">The attribute of the resource.</param>
/// <param name="Sub">The sub-attribute, or the attribute of an extension; null for the whole.</param>
/// <param name="SubOfSub">The sub-attribute of an extension's attribute; null for the whole.</param>
/// <param name="Value">The new value; null if it has none any longer.</param>
public readonly record struct AttributeChange(
    AttributeDefinition Root, AttributeDefinition? Sub, AttributeDefinition? SubOfSub, object? Value)
{
    /// <summary>The path (RFC 7644 §3.5.2): <c>userName</c>, <c>name.givenName</c>, <c>urn:…:User:manager.value</c>.</summary>
    public string Path => (Sub, SubOfSub) switch
    {
        (null, _) => Root.Name,
        ({ } sub, null) => $"{Root.Name}{(Root.IsExtension ? ':' : '.')}{sub.Name}",
        ({ } sub, { } part) => $"{Root.Name}:{sub.Name}.{part.Name}",
    };

    /// <summary>True if the attribute is never returned (RFC 7643 §2.2): its name may be told, its value not.</summary>
    public bool IsHidden =>
        Root.Returned == Returned.Never || Sub?.Returned == Returned.Never || SubOfSub?.Returned == Returned.Never;
}

namespace Scim.Protocol.Paths;

/// <summary>What became of a name that was looked up in a resource type.</summary>
internal enum PathResolution
{
    /// <summary>The text is no attribute name.</summary>
    Malformed,

    /// <summary>The text is qualified by a URN that is no schema of the type.</summary>
    UnknownSchema,

    /// <summary>The schema has no such attribute.</summary>
    UnknownAttribute,

    /// <summary>The name was resolved.</summary>
    Known,
}

namespace Scim.Protocol.Schemas;

/// <summary>A schema (RFC 7643 §7): its URN and attributes.</summary>
/// <param name="Id">The schema's URN.</param>
/// <param name="Name">Its short name.</param>
/// <param name="Description">What it describes.</param>
/// <param name="Attributes">Its attributes, without the common ones of RFC 7643 §3.1.</param>
public sealed record SchemaDefinition(string Id, string Name, string Description, AttributeSet Attributes);

namespace Scim.Protocol.Schemas;

/// <summary>How a request that names what the schemas do not have is read; set per account.</summary>
public enum Strictness
{
    /// <summary>
    /// Unknown attributes and schemas are ignored; a PATCH <c>replace</c> at a value path that determines an entry creates it, as
    /// Entra ID relies on. The default.
    /// </summary>
    Lenient,

    /// <summary>Both are refused: <c>invalidSyntax</c> or <c>invalidPath</c>, and <c>noTarget</c> (RFC 7644 §3.5.2.3).</summary>
    Strict,
}

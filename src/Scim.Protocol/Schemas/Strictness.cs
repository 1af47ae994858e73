namespace Scim.Protocol.Schemas;

/// <summary>How a request is read that says more, less or other than the RFCs allow; set per account.</summary>
public enum Strictness
{
    /// <summary>
    /// What connectors are known to send is understood: unknown attributes and schemas are ignored; a PATCH creates the entry that a
    /// value path describes; values come wrapped in lists, as JSON in a text, or as numbers where text belongs; attributes of an
    /// extension come without its URN; messages come without <c>schemas</c>. The default.
    /// </summary>
    Lenient,

    /// <summary>
    /// All of these are refused: <c>invalidSyntax</c>, <c>invalidPath</c>, <c>invalidValue</c>, and <c>noTarget</c> for a value path
    /// without match (RFC 7644 §3.5.2.3).
    /// </summary>
    Strict,
}

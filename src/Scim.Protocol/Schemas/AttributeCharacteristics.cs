namespace Scim.Protocol.Schemas;

/// <summary>Data types of attributes (RFC 7643 §2.3).</summary>
public enum AttributeType
{
    /// <summary>Unicode text, held as <see cref="string"/>.</summary>
    String,

    /// <summary><c>true</c> or <c>false</c>, held as <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>A real number, held as <see cref="decimal"/>.</summary>
    Decimal,

    /// <summary>A whole number, held as <see cref="long"/>.</summary>
    Integer,

    /// <summary>An instant, held as <see cref="DateTimeOffset"/> in UTC.</summary>
    DateTime,

    /// <summary>Base64 text, held as <see cref="string"/>.</summary>
    Binary,

    /// <summary>A URI, held as <see cref="string"/>.</summary>
    Reference,

    /// <summary>A set of sub-attributes, held as <see cref="Resources.ComplexValue"/>.</summary>
    Complex,
}

/// <summary>Who may write an attribute, and when (RFC 7643 §7).</summary>
public enum Mutability
{
    /// <summary>Only the service sets it; what a client sends is ignored.</summary>
    ReadOnly,

    /// <summary>Clients may set it at any time. The default.</summary>
    ReadWrite,

    /// <summary>Clients may set it once.</summary>
    Immutable,

    /// <summary>Clients may set it and never read it.</summary>
    WriteOnly,
}

/// <summary>When an attribute is in an answer (RFC 7643 §7).</summary>
public enum Returned
{
    /// <summary>In every answer, whatever projection is asked for.</summary>
    Always,

    /// <summary>In no answer.</summary>
    Never,

    /// <summary>Unless a projection leaves it out. The default.</summary>
    Default,

    /// <summary>Only if asked for by name.</summary>
    Request,
}

/// <summary>How far a value must be unique (RFC 7643 §7).</summary>
public enum Uniqueness
{
    /// <summary>Not at all. The default.</summary>
    None,

    /// <summary>Within the account.</summary>
    Server,

    /// <summary>Everywhere.</summary>
    Global,
}

namespace Scim.Testing.Identity;

/// <summary>How a <see cref="TestIssuer"/> answers who asks for its key set.</summary>
public enum KeySetAnswer
{
    /// <summary>With its keys.</summary>
    Keys,

    /// <summary>With 503.</summary>
    Unavailable,

    /// <summary>With 429.</summary>
    TooMany,

    /// <summary>With 404.</summary>
    NotFound,

    /// <summary>With the address of another key set, which has its keys.</summary>
    Redirect,

    /// <summary>With its keys and a megabyte more, the length of which it does not say.</summary>
    Megabyte,

    /// <summary>With a page for people.</summary>
    Page,

    /// <summary>Never.</summary>
    Silence,

    /// <summary>With the beginning of its keys, and no end.</summary>
    HalfAnswer,

    /// <summary>By ending the connection.</summary>
    HangUp,
}

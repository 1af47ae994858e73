namespace Scim.Operations.Importing;

/// <summary>What the users of a file shall become.</summary>
public enum ImportKind
{
    /// <summary>
    /// Users as a client of the service would create them, with ids and times of their own. Whoever has the <c>userName</c> is there
    /// already and left alone.
    /// </summary>
    New,

    /// <summary>
    /// The users that were exported in JSON Lines, with their ids, times and waiting marks. The account must be empty, or have only what an
    /// earlier restoration of the same file brought, and have licences enough.
    /// </summary>
    Restored,
}

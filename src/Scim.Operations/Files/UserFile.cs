namespace Scim.Operations.Files;

/// <summary>A file of users that an operator brings.</summary>
/// <param name="Name">Its name, for messages about it.</param>
/// <param name="Format">How the users are written in it.</param>
/// <param name="Open">
/// Opens it at its beginning. It is called once for a check and once more for the import, and each stream is disposed of.
/// </param>
public sealed record UserFile(string Name, UserFileFormat Format, Func<Stream> Open)
{
    /// <summary>The format that a file name tells: CSV if it ends in <c>.csv</c>, else JSON Lines.</summary>
    public static UserFileFormat FormatOf(string name) =>
        name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? UserFileFormat.Csv : UserFileFormat.JsonLines;
}

/// <summary>How users are written in a file, always in UTF-8.</summary>
public enum UserFileFormat
{
    /// <summary>Whole users, each as one line of JSON.</summary>
    JsonLines,

    /// <summary>What most tools know of a user, in rows and columns (RFC 4180).</summary>
    Csv,
}

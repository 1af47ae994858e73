namespace Scim.Cli.Users;

/// <summary>A file of users: CSV if its name ends so, else JSON Lines.</summary>
internal static class UserFile
{
    /// <summary>True if the file is CSV.</summary>
    public static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
}

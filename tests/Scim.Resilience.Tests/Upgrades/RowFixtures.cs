using System.Diagnostics;
using Scim.Testing;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>
/// The files <c>rows-{version}.json</c> of the source tree: rows as the code of each version wrote them, and beside each
/// <c>values-{version}.json</c>: what they mean, as the same code read them. With <c>SCIM_ROWS=0.2.0</c> in the environment those of that
/// version are written, also anew, until its tag is set: from then on rows of that form may be in somebody's storage, and the files are
/// never changed. Read what changes in them before you commit it: it is what every later version is held to.
/// </summary>
internal static class RowFixtures
{
    private const string Begin = "rows-";
    private const string Values = "values-";
    private const string End = ".json";

    private static readonly string Folder =
        Path.Combine(Repository.Root, "tests", "Scim.Resilience.Tests", "Upgrades", "Fixtures");

    /// <summary>The version whose file is to be written; null for none.</summary>
    public static string? Wanted { get; } = Environment.GetEnvironmentVariable("SCIM_ROWS") is { Length: > 0 } version ? version : null;

    /// <summary>The versions that have a file, the oldest first.</summary>
    public static IReadOnlyList<Version> Versions =>
    [
        .. Directory.EnumerateFiles(Folder, $"{Begin}*{End}")
            .Select(file => Version.Parse(Path.GetFileName(file)[Begin.Length..^End.Length]))
            .Order(),
    ];

    public static StoredRows Read(string version) => StoredRows.Parse(File.ReadAllText(PathOf(version, Begin)));

    /// <summary>What the product reads from the rows, as it is written down.</summary>
    public static string ReadValues(string version) => File.ReadAllText(PathOf(version, Values));

    /// <summary>True if the version has its tag, or nobody can tell.</summary>
    public static bool IsReleased(string version)
    {
        var start = new ProcessStartInfo("git", ["-C", Repository.Root, "tag", "--list", $"v{version}"]) { RedirectStandardOutput = true };
        using var git = Process.Start(start)!; // null only with UseShellExecute
        var tags = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode != 0 || tags.Length > 0;
    }

    /// <summary>Writes the file of a version that is to come.</summary>
    /// <exception cref="IOException">It is released, or a later version has a file.</exception>
    public static void Write(string version, StoredRows rows, bool isReleased)
    {
        if (isReleased)
            throw new IOException($"Version {version} is released. Write the rows of a later one.");
        var later = Versions.Where(known => known > Version.Parse(version));
        if (later.Any())
            throw new IOException($"Version {later.First()} has a file of its rows. Write that of a later one.");
        File.WriteAllText(PathOf(version, Begin), rows.ToJson());
    }

    /// <summary>Writes down what the product reads from rows that were written.</summary>
    public static void WriteValues(string version, string values) => File.WriteAllText(PathOf(version, Values), values);

    private static string PathOf(string version, string begin) =>
        Path.Combine(Folder, $"{begin}{Version.Parse(version).ToString(3)}{End}");
}

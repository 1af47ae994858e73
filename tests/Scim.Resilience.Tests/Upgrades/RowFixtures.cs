using Scim.Testing;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>
/// The files <c>rows-{version}.json</c> of the source tree: rows as the code of each version wrote them. One that is there is never
/// changed. With <c>SCIM_ROWS=0.2.0</c> in the environment the file of that version is written.
/// </summary>
internal static class RowFixtures
{
    private const string Begin = "rows-";
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

    public static StoredRows Read(string version) => StoredRows.Parse(File.ReadAllText(PathOf(version)));

    /// <summary>Writes the file of a version that has none.</summary>
    /// <exception cref="IOException">It has one, or a later version has.</exception>
    public static void Write(string version, StoredRows rows)
    {
        var later = Versions.Where(known => known > Version.Parse(version));
        if (later.Any())
            throw new IOException($"Version {later.First()} has a file of its rows. Write that of a later one.");
        using var file = new FileStream(PathOf(version), FileMode.CreateNew);
        using var text = new StreamWriter(file);
        text.Write(rows.ToJson());
    }

    private static string PathOf(string version) => Path.Combine(Folder, $"{Begin}{Version.Parse(version).ToString(3)}{End}");
}

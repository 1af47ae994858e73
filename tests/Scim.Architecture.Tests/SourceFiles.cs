using Scim.Testing;

namespace Scim.Architecture.Tests;

/// <summary>The C# files of the repository.</summary>
internal static class SourceFiles
{
    /// <summary>All of them, with the project that each belongs to.</summary>
    public static IReadOnlyList<(string Path, string Project)> All { get; } =
        [.. Of("src").Concat(Of("tests"))];

    private static IEnumerable<(string Path, string Project)> Of(string folder) =>
        from project in Directory.EnumerateDirectories(Path.Combine(Repository.Root, folder))
        from file in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(project, file).Split(Path.DirectorySeparatorChar)
        where !parts.Contains("bin") && !parts.Contains("obj")
        select (file, Path.GetFileName(project));
}

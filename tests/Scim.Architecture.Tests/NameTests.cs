using System.Text.RegularExpressions;

namespace Scim.Architecture.Tests;

/// <summary>A name means one thing in the whole repository.</summary>
public sealed partial class NameTests
{
    // Compiled into the suite of each host under the same name, so that the tests need not know which host they meet.
    private const string OfEachHost = "HostUnderTest";

    [Fact]
    public void No_two_projects_have_a_type_of_the_same_name()
    {
        var types = SourceFiles.All
            .SelectMany(
                file => Types().Matches(File.ReadAllText(file.Path)).Select(type => (Name: type.Groups["name"].Value, file.Project)))
            .Where(type => !type.Name.EndsWith("Tests", StringComparison.Ordinal) && type.Name != OfEachHost)
            .Distinct()
            .ToLookup(type => type.Name, type => type.Project);

        Assert.True(types.Count > 500);
        Assert.Empty(types.Where(type => type.Count() > 1).Select(type => $"{type.Key}: {string.Join(", ", type)}"));
    }

    [GeneratedRegex(
        @"^(public |internal |file )?((static|sealed|abstract|readonly|partial|ref) )*"
        + @"(class|record struct|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Types();
}

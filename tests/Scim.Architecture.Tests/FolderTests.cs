using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;

namespace Scim.Architecture.Tests;

/// <summary>The folders of a project, which are its namespaces, need one another in one direction only.</summary>
public sealed class FolderTests
{
    private static readonly ArchUnitNET.Domain.Architecture Product = new ArchLoader().LoadAssemblies(
        [.. ProductAssemblies.All.Select(System.Reflection.Assembly.Load)]).Build();

    public static TheoryData<string> Projects => [.. ProductAssemblies.All];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Form_no_circle(string project)
    {
        var folders = SliceRuleDefinition.Slices().Matching($"{project}.(*)");

        var faults = folders.Should().BeFreeOfCycles().Evaluate(Product).Where(result => !result.Passed)
            .Select(result => result.Description);

        Assert.NotEmpty(folders.GetObjects(Product));
        Assert.Empty(faults);
    }
}

using System.Globalization;
using Scim.Model.Tests.Running;

namespace Scim.Model.Tests;

/// <summary>
/// The product against the model. The environment says how long: <c>SCIM_MODEL_PATCHES</c> (2,000) and <c>SCIM_MODEL_FILTERS</c> (1,500),
/// together for all seeds; <c>SCIM_MODEL_SEED</c> repeats one seed.
/// </summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds =>
        Number("SCIM_MODEL_SEED") is { } seed ? [seed] : [7643, 7644, Guid.NewGuid().GetHashCode() & 0xFFFFFF];

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public async Task The_product_answers_as_the_model_allows(int seed)
    {
        var run = new ModelRun(seed);

        await run.RunAsync((Number("SCIM_MODEL_PATCHES") ?? 2_000) / 3, (Number("SCIM_MODEL_FILTERS") ?? 1_500) / 3);

        output.WriteLine($"Seed {seed}: {run.PatchDraw} PATCHes, {run.Filters} filters.");
        output.WriteLine($"Open questions: lenient {string.Join("; ", run.Learned[0])}; strict {string.Join("; ", run.Learned[1])}");
        Assert.True(run.Found.Count == 0, $"Repeat with SCIM_MODEL_SEED={seed}.\n\n{string.Join("\n\n", run.Found)}");
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}

using Scim.Benchmarks.Driving;

namespace Scim.Benchmarks.Load;

/// <summary>What is measured of a load.</summary>
/// <param name="Connections">How many connections to drive, one table for each.</param>
/// <param name="Runs">Runs of each operation.</param>
/// <param name="Time">How long a run takes.</param>
/// <param name="Measures">The operations.</param>
internal sealed record LoadPlan(
    int[] Connections, int Runs, TimeSpan Time, IReadOnlyList<Func<LoadOperations, LoadOperation>> Measures)
{
    /// <summary>
    /// As the arguments have it. Where they say nothing: all operations, with 16, 1 and 64 connections, for a second each.
    /// </summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="runs">How many runs where they do not say.</param>
    public static LoadPlan Of(Arguments arguments, int runs) => new(
        arguments.Numbers("connections", "16,1,64"),
        arguments.Number("runs", runs),
        arguments.Seconds("seconds", 1),
        LoadOperations.MeasuresOf(arguments.Text("only")));
}

using Scim.Benchmarks.Driving;
using Scim.Benchmarks.Hosting;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>An account with many users beside one with few: request by request in turn, so that both meet the same machine.</summary>
internal static class ScaleMode
{
    private const int Few = 100;
    private const int Many = 100_000;

    private static readonly Func<Operations, Operation>[] Measures =
    [
        all => all.GetById, all => all.ByUserName, all => all.ByExternalId, all => all.ByEmail, all => all.Patch, all => all.Walk,
        all => all.Post,
    ];

    public static async Task RunAsync(int requests)
    {
        await using var small = await HostProcess.StartAsync("scim");
        await using var large = await HostProcess.StartAsync("scim");
        using var few = await Probe.StartAsync(small, Few);
        using var many = await Probe.StartAsync(large, Many);
        await AlternateAsync(few, many, requests); // Compiles.
        var costs = await AlternateAsync(few, many, requests);

        Console.WriteLine(Invariant($"## {Few} and {Many:N0} users, median of {requests:N0} requests in turn, 1 connection\n"));
        Console.WriteLine(MarkdownTable.Of(
            ["operation", Invariant($"µs, {Few}"), Invariant($"µs, {Many:N0}"), "ratio"],
            few.Times.Zip(many.Times, (a, b) => new object[] { a.Name, a.Microseconds, b.Microseconds, b.Microseconds / a.Microseconds })));
        Console.WriteLine(MarkdownTable.Of(
            ["operation", Invariant($"storage requests, {Few}"), Invariant($"{Many:N0}")], costs));
    }

    private static async Task<List<object[]>> AlternateAsync(Probe few, Probe many, int requests)
    {
        few.Forget();
        many.Forget();
        var costs = new List<object[]>();
        foreach (var measure in Measures)
        {
            var (ofFew, ofMany) = (measure(few.Operations), measure(many.Operations));
            var (before, beforeOfMany) = (await few.StorageRequestsAsync(), await many.StorageRequestsAsync());
            for (var number = 0; number < requests; number++)
            {
                few.Send(ofFew, number);
                many.Send(ofMany, number);
            }
            costs.Add(
            [
                ofFew.Name == "POST" ? "POST and DELETE" : ofFew.Name,
                (double)(await few.StorageRequestsAsync() - before) / requests,
                (double)(await many.StorageRequestsAsync() - beforeOfMany) / requests,
            ]);
        }
        return costs;
    }
}

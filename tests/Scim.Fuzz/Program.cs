using System.Diagnostics;
using System.Globalization;
using Scim.Fuzz;
using Scim.Fuzz.Running;

// Arguments: --requests N, --seed N, and --only N to repeat one request of a seed.
var requests = Argument("--requests") ?? 1_000_000;
var seed = Argument("--seed") ?? Random.Shared.Next();
var run = new FuzzRun(await InProcessTarget.CreateAsync(), seed);
try
{
    if (Argument("--only") is { } only)
        await run.RepeatAsync(only, (number, request, answer) => Console.WriteLine(
            $"{number}: {(number == only ? $"{request}\n\n{answer}" : $"{request.Method} {answer.Status}")}"));
    else
        await RunAllAsync();
    return 0;
}
catch (FuzzException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

async Task RunAllAsync()
{
    Console.WriteLine($"{requests:N0} requests, seed {seed}");
    var clock = Stopwatch.StartNew();
    var tenth = Math.Max(Epoch.Length, requests / 10 / Epoch.Length * Epoch.Length);
    long first = 0;
    for (var start = 0; start < requests; start += tenth)
    {
        await run.RunAsync(start, Math.Min(start + tenth, requests));
        if (start == 0)
            first = Heap.Measure();
        Console.WriteLine($"{run.Done,12:N0} after {clock.Elapsed.TotalSeconds:N0} s");
    }
    Console.WriteLine($"statuses: {string.Join(", ", run.Statuses.Select(pair => $"{pair.Status}: {pair.Count:N0}"))}");
    Heap.Check(first, tenth);
}

int? Argument(string name) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : null;

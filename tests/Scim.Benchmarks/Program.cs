using BenchmarkDotNet.Running;
using Scim.Benchmarks;
using Scim.Benchmarks.Dearest;
using Scim.Benchmarks.Hosting;
using Scim.Benchmarks.Load;

var arguments = new Arguments(args);
switch (args.FirstOrDefault())
{
    case "host":
        await HostRun.RunAsync(args[1..]);
        return 0;
    case "load":
        await LoadMode.RunAsync(LoadPlan.Of(arguments, runs: 5));
        return 0;
    case "against":
        if (arguments.Text("build") is not { } build || !File.Exists(build))
        {
            Console.Error.WriteLine("Say with --build which Scim.Benchmarks.dll of another build to measure beside this one.");
            return 1;
        }
        await AgainstMode.RunAsync(build, LoadPlan.Of(arguments, runs: 15));
        return 0;
    case "delay":
        await DelayMode.RunAsync(arguments.Number("runs", 5), arguments.Seconds("seconds", 2));
        return 0;
    case "scale":
        await ScaleMode.RunAsync(arguments.Number("requests", 3_000), arguments.Number("runs", 5), arguments.Number("users", 100_000));
        return 0;
    case "memory":
        if (arguments.Text("storage") == "azurite")
            await MemoryMode.OverAzuriteAsync(arguments.Number("users", 80_000)); // It reads 5,000 a second, and a query ends after 20 s.
        else
            await MemoryMode.RunAsync(arguments.Number("users", 100_000));
        return 0;
    case "pages":
        await GreatPagesMode.RunAsync(arguments.Number("readers", 50), arguments.Text("storage") == "azurite");
        return 0;
    case "streams":
        await StreamMode.RunAsync(arguments.Number("turns", 60), arguments.Number("writes", 100));
        return 0;
    case "drain":
        await DrainMode.RunAsync(arguments.Number("users", 10_000), arguments.Number("runs", 3));
        return 0;
    case "console":
        await ConsoleMode.RunAsync(
            arguments.Number("users", 100_000),
            arguments.Number("runs", 20),
            arguments.Text("storage") == "azurite",
            arguments.Text("browser") ?? "/usr/bin/chromium",
            arguments.Text("only"));
        return 0;
    case "remembered":
        RememberedMode.Run(arguments.Number("users", 100_000));
        return 0;
    case "dearest":
        await DearestMode.RunAsync(arguments.Text("only"));
        return 0;
    case "start":
        await StartMode.RunAsync(arguments.Number("runs", 10), arguments.Text("repository") ?? Environment.CurrentDirectory);
        return 0;
    case "parts":
        BenchmarkSwitcher.FromAssembly(typeof(Arguments).Assembly).Run(args.Length > 1 ? args[1..] : ["--filter", "*"]);
        return 0;
    default:
        Console.Error.WriteLine("There is no such benchmark. docs/benchmarks.md has the command of each.");
        return 1;
}

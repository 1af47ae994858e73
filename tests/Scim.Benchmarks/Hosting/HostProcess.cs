using System.Diagnostics;
using System.Net.Http.Json;

namespace Scim.Benchmarks.Hosting;

/// <summary>A host in a process of its own. It ends when it is disposed of, or with this process.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    /// <summary>
    /// An argument: memory is collected as in the Functions worker, where a web host on Kestrel has the server's collector.
    /// </summary>
    public const string WorkstationMemory = "workstation";

    private readonly Process _process;
    private readonly HttpClient _control;

    private HostProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _control = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts a host.</summary>
    /// <param name="arguments">Those of <see cref="HostRun"/>.</param>
    public static Task<HostProcess> StartAsync(params IEnumerable<string> arguments) =>
        StartAsync(Environment.ProcessPath ?? "dotnet", [.. Entry(), "host", .. arguments]);

    /// <summary>Starts the service of another build.</summary>
    /// <param name="assembly">The path of that build's Scim.Benchmarks.dll.</param>
    public static Task<HostProcess> StartOtherAsync(string assembly) => StartAsync("dotnet", [assembly, "host", "scim"]);

    private static async Task<HostProcess> StartAsync(string command, string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (arguments.Contains(WorkstationMemory))
            start.Environment["DOTNET_gcServer"] = "0";
        var process = Process.Start(start)!; // null only with UseShellExecute
        var line = await process.StandardOutput.ReadLineAsync();
        if (line?.StartsWith(HostRun.Ready, StringComparison.Ordinal) != true)
            throw new InvalidOperationException("The host did not start.");
        return new HostProcess(process, new Uri(line[HostRun.Ready.Length..]));
    }

    /// <summary>A token of a new account.</summary>
    /// <param name="users">How many users it has.</param>
    /// <param name="keepLast">False to remove the account added before it.</param>
    public async Task<string> AddTenantAsync(int users, bool keepLast = false)
    {
        using var response = await _control.PostAsync(
            new Uri($"/control/tenants/{users}{(keepLast ? "?keep" : "")}", UriKind.Relative), null);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(ControlJson.Default.BenchmarkTenant))!.Token; // The host writes no null.
    }

    /// <summary>What it has used so far.</summary>
    /// <param name="collect">True to collect its garbage first.</param>
    public async Task<HostState> StateAsync(bool collect = false) =>
        (await _control.GetFromJsonAsync($"/control/state{(collect ? "?collect" : "")}", ControlJson.Default.HostState))!; // As above.

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>The assembly, where this process is the dotnet command.</summary>
    private static string[] Entry() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(HostProcess).Assembly.Location] : [];
}

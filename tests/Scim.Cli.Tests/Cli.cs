using System.Diagnostics;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Cli.Running;
using Scim.Provisioning;
using Scim.Storage.Tables;
using Scim.Testing;
using Spectre.Console.Testing;

namespace Scim.Cli.Tests;

/// <summary>Runs commands in this process on tables of their own in Azurite, as if their output were redirected.</summary>
internal sealed class Cli
{
    private readonly string _prefix = AzuriteInstance.NewTablePrefix();

    /// <summary>The clock of commands and services.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The way to storage; null for the straight one. It is the commands' only.</summary>
    public string? ConnectionString { get; set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The tool as it was built beside the tests.</summary>
    public static string BuiltTool { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Scim.Cli.Tests"), Path.Combine("src", "Scim.Cli"), StringComparison.Ordinal),
        "Scim.Cli.dll");

    /// <summary>Runs a command on the tables.</summary>
    public Task<CliResult> RunAsync(params string[] args) => RunUntilAsync(Cancel, args);

    /// <summary>Runs a command on the tables until it is stopped as by Ctrl-C.</summary>
    public async Task<CliResult> RunUntilAsync(CancellationToken stop, params string[] args) =>
        await InvokeAsync([.. args, .. await OnTablesAsync()], [], Time, stop);

    /// <summary>Runs a command that succeeds, and reads its JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args)
    {
        var result = await RunAsync([.. args, "--json"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return JsonElement.Parse(result.Output);
    }

    /// <summary>Runs a command that is refused: one line that says why, and nothing else.</summary>
    public async Task RefusesAsync(int exitCode, string why, params string[] args) => (await RunAsync(args)).AssertRefused(exitCode, why);

    /// <summary>Runs a command before a person who watches.</summary>
    /// <param name="console">The person's terminal.</param>
    /// <param name="args">The command.</param>
    public async Task<CliResult> WatchAsync(TestConsole console, params string[] args)
    {
        var output = new StringWriter();
        var terminal = new Terminal(Terminal.For(output, isRedirected: true), console, CanAsk: false);
        var exitCode = await CommandLine.RunAsync(
            [.. args, .. await OnTablesAsync()], terminal, new ConfigurationBuilder().Build(), TimeProvider.System, Cancel);
        return new CliResult(exitCode, output.ToString(), console.Output);
    }

    /// <summary>Starts a command as a process of its own.</summary>
    public async Task<Process> LaunchAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [BuiltTool, .. args, .. await OnTablesAsync()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!; // null only with UseShellExecute
    }

    /// <summary>Runs a command line as it stands.</summary>
    public static Task<CliResult> RunBareAsync(string[] args, params (string Name, string Value)[] settings) =>
        InvokeAsync(args, settings, TimeProvider.System, Cancel);

    private static async Task<CliResult> InvokeAsync(
        string[] args, (string Name, string Value)[] settings, TimeProvider time, CancellationToken stop)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(Terminal.For(output, isRedirected: true), Terminal.For(error, isRedirected: true), CanAsk: false);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value))
            .Build();
        var exitCode = await CommandLine.RunAsync(args, terminal, configuration, time, stop);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Starts a command that goes on until it is stopped.</summary>
    /// <param name="output">Where it writes.</param>
    /// <param name="args">The command.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="stop">Stops it, as Ctrl-C does.</param>
    public async Task<int> StartAsync(TextWriter output, string[] args, TimeProvider? time, CancellationToken stop)
    {
        var terminal = new Terminal(
            Terminal.For(output, isRedirected: true), Terminal.For(TextWriter.Null, isRedirected: true), CanAsk: false);
        return await CommandLine.RunAsync(
            [.. args, .. await OnTablesAsync()], terminal, new ConfigurationBuilder().Build(), time ?? TimeProvider.System, stop);
    }

    /// <summary>The table of the users, past the service.</summary>
    public Task<TableClient> UsersTableAsync() => TableAsync("Users");

    /// <summary>A table, past the service.</summary>
    public async Task<TableClient> TableAsync(string name) =>
        new((await AzuriteInstance.GetProcessAsync()).ConnectionString, _prefix + name);

    /// <summary>The services of a host on the same tables.</summary>
    public async Task<ServiceProvider> ServicesAsync() => new ServiceCollection()
        .AddSingleton(Time)
        .AddLogging()
        .AddScimTableStorage(new TableStorageOptions
        {
            ConnectionString = (await AzuriteInstance.GetProcessAsync()).ConnectionString,
            TablePrefix = _prefix,
        })
        .AddScimProvisioning()
        .BuildServiceProvider();

    /// <summary>The options that lead a command to the tables.</summary>
    public async Task<string[]> OnTablesAsync() =>
        ["--connection", ConnectionString ?? (await AzuriteInstance.GetProcessAsync()).ConnectionString, "--table-prefix", _prefix];
}

/// <summary>What a command did.</summary>
/// <param name="ExitCode">What it returned.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public void AssertRefused(int exitCode, string why)
    {
        Assert.Equal((exitCode, ""), (ExitCode, Output));
        Assert.Contains(why, Error, StringComparison.Ordinal);
        var lines = Error.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith("See: scim ", StringComparison.Ordinal));
        Assert.Single(lines);
    }

    /// <summary>A service could not be verified: the last line says why.</summary>
    public void AssertCouldNotRun(string why)
    {
        Assert.Equal((2, ""), (ExitCode, Output));
        Assert.Contains(why, Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }
}

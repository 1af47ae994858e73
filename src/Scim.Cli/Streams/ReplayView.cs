using System.Globalization;
using Scim.Operations.Streams;
using Spectre.Console;

namespace Scim.Cli.Streams;

/// <summary>
/// Shows a person how a replay gets on, without a share: nobody knows its end. Where output is redirected it shows nothing.
/// </summary>
internal static class ReplayView
{
    /// <summary>Runs work that calls back with how far it is.</summary>
    public static Task RunAsync(IAnsiConsole console, Func<Action<ReplayProgress>, Task> work)
    {
        if (!console.Profile.Capabilities.Interactive) return work(static _ => { });
        return console.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn())
            .StartAsync(progress =>
            {
                var task = progress.AddTask("Told 0 users");
                return work(sofar =>
                {
                    var waiting = sofar.IsWaiting ? $", waiting: {StreamReplays.MostWaiting} events are not taken yet" : "";
                    task.Description = string.Create(CultureInfo.InvariantCulture, $"Told {sofar.Told} users{waiting}");
                });
            });
    }
}

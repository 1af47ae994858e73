using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Scim.Cli.Users;

/// <summary>Shows a person how an import gets on: share, rate and remaining time. Where output is redirected it shows nothing.</summary>
internal static class ImportProgress
{
    /// <summary>Runs work that calls back whenever one of the users is done.</summary>
    public static Task RunAsync(IAnsiConsole console, int users, Func<Action, Task> work)
    {
        if (!console.Profile.Capabilities.Interactive) return work(static () => { });
        return console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .StartAsync(progress =>
            {
                var task = progress.AddTask("Importing users", maxValue: Math.Max(1, users));
                return work(() => task.Increment(1));
            });
    }

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is { } perSecond ? string.Create(CultureInfo.InvariantCulture, $"{perSecond:0}/s") : "");
    }
}

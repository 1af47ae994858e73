using Spectre.Console;

namespace Scim.Cli.Running;

/// <summary>Where a command writes and whom it may ask.</summary>
/// <param name="Out">What was asked for: tables and JSON.</param>
/// <param name="Error">Everything else: progress, questions, errors.</param>
/// <param name="CanAsk">True if a person can answer.</param>
internal sealed record Terminal(IAnsiConsole Out, IAnsiConsole Error, bool CanAsk)
{
    // Wide enough that a table in a pipe or a file is never folded.
    private const int Unfolded = 10_000;

    /// <summary>Opens what comes in by standard input.</summary>
    public Func<Stream> Input { get; init; } = System.Console.OpenStandardInput;

    /// <summary>The terminal of the process. Whatever is redirected gets no colours and no folding.</summary>
    public static Terminal OfProcess() => new(
        For(System.Console.Out, System.Console.IsOutputRedirected),
        For(System.Console.Error, System.Console.IsErrorRedirected),
        !System.Console.IsInputRedirected && !System.Console.IsErrorRedirected);

    /// <summary>A console on a writer.</summary>
    /// <param name="writer">Where it writes.</param>
    /// <param name="isRedirected">True if that is no terminal.</param>
    public static IAnsiConsole For(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected) console.Profile.Width = Unfolded;
        return console;
    }
}

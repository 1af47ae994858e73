namespace Scim.Cli.Output;

/// <summary>A command cannot do what it was asked for. The message is one line that says what to do.</summary>
internal sealed class CliException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    /// <summary>What the process returns.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The command was used wrongly.</summary>
    public static CliException Misuse(string message) => new(message, Output.ExitCode.WrongUse);
}

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It failed, or not everything was done.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongUse = 2;

    /// <summary>What was to be looked at could not be looked at; nothing is known of it.</summary>
    public const int CouldNotRun = 2;
}

using Scim.Operations.Files;

namespace Scim.Cli.Output;

/// <summary>An output that is closed, or a disk that is full: no fault of the tool, and nothing to show a stack trace for.</summary>
internal static class OutputFailure
{
    /// <summary>True if writing or reading fails like this. A descriptor that is closed is said to be one without access.</summary>
    public static bool Is(Exception failure) => failure is IOException or UnauthorizedAccessException;

    /// <summary>What happened, in one line.</summary>
    public static string InWords(Exception failure) =>
        $"Something could not be written or read: {(failure.InnerException ?? failure).Message}";

    /// <summary>Writes a line, if it can be written at all.</summary>
    public static void TrySay(TextWriter error, string line)
    {
        try
        {
            error.WriteLine(VisibleText.Of(line));
        }
        catch (Exception failure) when (Is(failure))
        {
            // Nobody can be told.
        }
    }
}

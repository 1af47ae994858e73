using Scim.Cli.Output;
using Scim.Verification.Reports;

namespace Scim.Cli.Verifying;

/// <summary>
/// Prints checks when they are over. Where nothing can be printed any more, it ends the run, which removes its users then.
/// </summary>
/// <param name="answers">Writes them.</param>
/// <param name="redaction">Hides what is secret in them.</param>
/// <param name="stop">Ends the run.</param>
internal sealed class PrintedChecks(Answers answers, Redaction redaction, CancellationTokenSource stop) : IProgress<ExaminedCheck>
{
    /// <summary>True if something could not be printed.</summary>
    public bool HasFailed { get; private set; }

    public void Report(ExaminedCheck value)
    {
        if (HasFailed) return;
        try
        {
            VerificationAnswer.Print(answers, redaction.Of(value));
        }
        catch (Exception failure) when (OutputFailure.Is(failure))
        {
            HasFailed = true;
            stop.Cancel();
        }
    }
}

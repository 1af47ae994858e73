using Scim.Operations;
using Scim.Provisioning;

namespace Scim.Console.Showing;

/// <summary>What went wrong, in words for the operator.</summary>
internal static class FailureText
{
    /// <summary>The words for a failure; null if it is a bug, which no words explain.</summary>
    public static string? Of(Exception failure, ConsoleOptions options) => failure switch
    {
        OperationRefusedException refused => RefusalText.Of(refused.Refusal, options.CommandLine),
        StorageUnavailableException outage => options.AdviceFor(outage),
        _ => null,
    };
}

using System.CommandLine;
using Scim.Provisioning.Requests;

namespace Scim.Cli.Accounts;

/// <summary>The option <c>--log</c>.</summary>
internal static class LoggingOption
{
    public static Option<RequestLogging?> Create() => new("--log")
    {
        Description = "Which of its requests are logged: those refused or failed, or all.",
        HelpName = "refused|all",
        CustomParser = result =>
        {
            if (result.Tokens is [{ Value: "refused" }]) return RequestLogging.Refused;
            if (result.Tokens is [{ Value: "all" }]) return RequestLogging.All;
            result.AddError("--log takes 'refused' or 'all'.");
            return null;
        },
    };
}

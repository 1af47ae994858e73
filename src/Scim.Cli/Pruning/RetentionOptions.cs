using System.CommandLine;
using Scim.Cli.Running;
using Scim.Operations.Pruning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Cli.Pruning;

/// <summary>
/// The options <c>--requests-older-than</c>, <c>--audit-older-than</c> and <c>--account</c>: which rows are old, and whose.
/// </summary>
internal sealed class RetentionOptions
{
    private readonly Option<TimeSpan?> _requests = AgeOption(
        "--requests-older-than", "14d", "Rows of the logs of requests", "requests", IRequestLog.LeastAge);

    private readonly Option<TimeSpan?> _audit = AgeOption(
        "--audit-older-than", "400d", "Audit rows", "audit rows", IAuditRetention.LeastAge);

    private readonly Option<AccountId> _account = Names.AccountOption(
        "Only audit rows and logged requests of this account. Default: every active one.", required: false);

    public void AddTo(Command command)
    {
        command.Options.Add(_requests);
        command.Options.Add(_audit);
        command.Options.Add(_account);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_account) is not null && result.GetResult(_requests) is null && result.GetResult(_audit) is null)
            {
                result.AddError(
                    "--account goes with --requests-older-than or --audit-older-than: tokens and buckets are looked at all together.");
            }
        });
    }

    /// <summary>What the command line asks for.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="removes">True to remove what is found.</param>
    public PruneRequest Of(ParseResult line, bool removes) => new()
    {
        Removes = removes,
        RequestAge = line.GetValue(_requests),
        AuditAge = line.GetValue(_audit),
        Account = line.GetResult(_account) is null ? null : line.GetValue(_account),
    };

    private static Option<TimeSpan?> AgeOption(string name, string example, string what, string those, TimeSpan least) => new(name)
    {
        Description = $"{what} older than that too, at least 1d. Default: none.",
        HelpName = example,
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && Duration.Read(token.Value) is { } age)
            {
                if (age < least) result.AddError($"{name} takes at least 1d: younger {those} are in use.");
                return age;
            }
            result.AddError($"{name} takes how long ago, at least a day, such as {example} or 36h.");
            return null;
        },
    };
}

using System.CommandLine;
using Scim.Cli.Running;
using Scim.Operations.Pruning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Cli.Pruning;

/// <summary>The options <c>--audit-older-than</c> and <c>--account</c>: which audit rows are old, and whose.</summary>
internal sealed class RetentionOptions
{
    private readonly Option<TimeSpan?> _age = new("--audit-older-than")
    {
        Description = "Audit rows older than that too, at least 1d. Default: none.",
        HelpName = "400d",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && Duration.Read(token.Value) is { } age)
            {
                if (age < IAuditRetention.LeastAge) result.AddError("--audit-older-than takes at least 1d: younger audit rows are in use.");
                return age;
            }
            result.AddError("--audit-older-than takes how long ago, at least a day, such as 400d or 36h.");
            return null;
        },
    };

    private readonly Option<AccountId> _account = Names.AccountOption(
        "Only audit rows of this account. Default: every active one.", required: false);

    public void AddTo(Command command)
    {
        command.Options.Add(_age);
        command.Options.Add(_account);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_account) is not null && result.GetResult(_age) is null)
                result.AddError("--account goes with --audit-older-than: tokens and buckets are looked at all together.");
        });
    }

    /// <summary>What the command line asks for.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="removes">True to remove what is found.</param>
    public PruneRequest Of(ParseResult line, bool removes) => new()
    {
        Removes = removes,
        AuditAge = line.GetValue(_age),
        Account = line.GetResult(_account) is null ? null : line.GetValue(_account),
    };
}

using System.CommandLine;
using Scim.Cli.Running;
using Scim.Operations.Requests;
using Scim.Provisioning.Identities;

namespace Scim.Cli.Requests;

/// <summary>The options that say which requests are meant.</summary>
internal sealed class RequestOptions
{
    private readonly Option<AccountId> _account = Names.AccountOption("The account.", required: true);

    private readonly Option<StatusFilter?> _status = new("--status")
    {
        Description = "Only those that were answered so.",
        HelpName = "4xx|5xx|404",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && StatusFilter.TryParse(token.Value, out var status)) return status;
            result.AddError("--status takes a status such as 404, or a class of them: 4xx, 5xx.");
            return null;
        },
    };

    private readonly Option<ClientId> _client = Names.ClientOption("Only those of this client.");

    private readonly Option<string?> _user =
        Names.UserOption("Only those about this user; by name also creations that were refused.");

    private readonly Option<string?> _operation = new("--operation")
    {
        Description = "Only those of this operation, such as CreateUser.",
        HelpName = "OPERATION",
    };

    private readonly Option<Since> _since = Since.Option();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _account, _status, _client, _user, _operation, _since }) command.Options.Add(option);
    }

    /// <summary>What the command line asks for.</summary>
    public RequestQuery Of(ParseResult line, DateTimeOffset now) => new(line.GetValue(_account))
    {
        Status = line.GetValue(_status),
        Client = line.GetResult(_client) is null ? null : line.GetValue(_client),
        User = line.GetValue(_user),
        Operation = line.GetValue(_operation),
        Since = line.GetValue(_since)?.At(now),
    };
}

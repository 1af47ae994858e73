using System.CommandLine;
using System.Globalization;
using Scim.Cli.Clients;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Events.Push;
using Scim.Operations.Streams;
using Scim.Provisioning.Streams;

namespace Scim.Cli.Streams;

/// <summary><c>scim stream create</c>: makes a stream of an account's events.</summary>
internal static class StreamCreationCommand
{
    private const string Everything = "full";
    private const string NamesOnly = "notice";

    public static Command Create(CommandRunner runner)
    {
        var account = StreamNames.Account();
        var audience = new Option<string>("--audience")
        {
            Description = "Whom its tokens are for, their aud, such as https://app.example.com.",
            HelpName = "URI",
            Required = true,
        };
        var poll = new Option<bool>("--poll") { Description = "The receiver polls for its events (RFC 8936)." };
        var push = new Option<string>("--push")
        {
            Description = "Events are pushed to this address (RFC 8935): https, or http to this machine under the local host.",
            HelpName = "URL",
        };
        var content = new Option<string>("--content")
        {
            Description = "full: what has changed, with values; notice: names only. Default: full.",
            DefaultValueFactory = _ => Everything,
        };
        content.AcceptOnlyFromAmong(Everything, NamesOnly);
        var retention = RetentionOption();
        var algorithm = new Option<string>("--algorithm")
        {
            Description = "How its tokens are signed. Default: ES256.",
            DefaultValueFactory = _ => "ES256",
        };
        algorithm.AcceptOnlyFromAmong("ES256", "RS256");
        var authorization = new Option<string>("--authorization-setting")
        {
            Description = "The setting below Events:Authorization whose value is the Authorization field of each push.",
            HelpName = "NAME",
        };
        var baseUrl = new BaseUrlOption(runner.Settings);
        var command = new CommandWithExamples(
            "create",
            "Makes a stream: each change of a user that is made 60 s later or after that becomes an event. At most 3 an account.",
            "scim stream create --account acme --audience https://app.example.com --poll --base-url https://scim.example.com",
            "scim stream create --account acme --audience https://app.example.com --push https://app.example.com/events --content notice",
            "scim stream create --account acme --audience https://app.example.com --push https://app.example.com/events "
                + "--authorization-setting acme --retention 14d --algorithm RS256 --json")
        {
            account, audience, poll, push, content, retention, algorithm, authorization,
        };
        baseUrl.AddTo(command);
        runner.On(command, async (line, session) =>
        {
            var (endpoint, polls) = (line.GetValue(push), line.GetValue(poll));
            if (polls == endpoint is not null) throw CliException.Misuse("Say how its events are delivered: either --poll or --push URL.");
            var address = baseUrl.Of(line);
            var order = new StreamOrder(line.GetValue(account), line.GetRequiredValue(audience))
            {
                Endpoint = endpoint,
                Content = line.GetValue(content) == NamesOnly ? EventContent.Notice : EventContent.Full,
                Retention = line.GetValue(retention) ?? StreamRecord.DefaultRetention,
                Algorithm = line.GetRequiredValue(algorithm),
                AuthorizationSetting = line.GetValue(authorization),
            };
            if (string.Join(' ', order.Errors()) is { Length: > 0 } wrong) throw CliException.Misuse(wrong);
            var created = await session.Get<StreamOperations>().CreateAsync(order, session.Stop);
            session.Answers.Item(created, StreamReport.Whole(address));
            session.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"It has the changes that are made after {created.From.UtcDateTime:HH:mm:ss} UTC. For the users that are there: "
                + $"scim stream replay --account {created.Account} {created.Id}"));
            if (!created.IsPush && address is null) session.Say(BaseUrlOption.Hint);
            if (created.Endpoint?.Scheme == Uri.UriSchemeHttp)
                session.Say("The local host pushes there by http; no other host does.");
            else if (created.Endpoint is { } pushed && PushAddresses.IsPrivate(pushed))
                session.Say("That is no public address: events are pushed there only where Events:AllowPrivateAddresses is true.");
        });
        return command;
    }

    private static Option<TimeSpan?> RetentionOption() => new("--retention")
    {
        Description = "How long an event that nobody takes is kept: 1d to 30d. Default: 7d.",
        HelpName = "7d",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && Duration.Read(token.Value) is { } length) return length;
            result.AddError("--retention takes a length of time such as 7d or 36h.");
            return null;
        },
    };
}

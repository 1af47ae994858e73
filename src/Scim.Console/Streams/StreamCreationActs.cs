using System.Globalization;
using Scim.Console.Acting;
using Scim.Events.Push;
using Scim.Operations.Connectors;
using Scim.Operations.Streams;
using Scim.Provisioning.Streams;

namespace Scim.Console.Streams;

/// <summary>Makes streams.</summary>
internal static class StreamCreationActs
{
    private static readonly StreamOrder Usual = new(default, "");

    /// <summary>Makes a stream.</summary>
    /// <param name="order">The stream that is wanted.</param>
    /// <param name="address">Where the service is reached; null if that is not known.</param>
    /// <param name="made">Is called when that was done.</param>
    public static Act Create(StreamOrder order, ServiceAddress? address, Action made) => new(
        $"Make a stream of the account {order.Account}?",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Each change of a user that is made {StreamSetting.Notice.TotalSeconds:0} s later or after that becomes an event for "
            + $"{order.Audience}, with {StreamText.Of(order.Content)}. An account has at most {StreamSetting.Most} streams."),
        string.Join(' ', ["stream create --account", order.Account.Value, .. OptionsOf(order, address)]),
        "Make",
        async run =>
        {
            var created = await run.Get<StreamOperations>().CreateAsync(order, run.Stop);
            made();
            return new ActOutcome(string.Join(' ', OutcomeOf(run, created, address)));
        });

    private static IEnumerable<string> OptionsOf(StreamOrder order, ServiceAddress? address)
    {
        yield return CommandWord.Option("--audience", order.Audience);
        yield return order.Endpoint is { } endpoint ? CommandWord.Option("--push", endpoint) : "--poll";
        if (order.Content != Usual.Content) yield return "--content notice";
        if (order.Retention != Usual.Retention)
            yield return string.Create(CultureInfo.InvariantCulture, $"--retention {order.Retention.TotalDays:0}d");
        if (order.Algorithm != Usual.Algorithm) yield return $"--algorithm {order.Algorithm}";
        if (order.AuthorizationSetting is { } setting) yield return CommandWord.Option("--authorization-setting", setting);
        if (address is not null) yield return CommandWord.Option("--base-url", address.ScimUrl);
    }

    private static IEnumerable<string> OutcomeOf(ActRun run, StreamRecord created, ServiceAddress? address)
    {
        yield return $"The stream {created.Id} was made. {StreamText.BeginningOf(run, created)} "
            + "For the users that are there, replay it then.";
        if (created.Endpoint is not { } endpoint)
        {
            yield return $"Its receiver polls at {(address ?? ServiceAddress.Unknown).PollUrl(created.Id)}, "
                + "with a token that has the scope events of a client of the account.";
            if (address is null)
                yield return "Put the name of your host in place of HOST; the page does once you type the address of the service.";
        }
        else if (endpoint.Scheme == Uri.UriSchemeHttp)
        {
            yield return "The local host pushes there by http; no other host does.";
        }
        else if (PushAddresses.IsPrivate(endpoint))
        {
            yield return "That is no public address: events are pushed there only where Events:AllowPrivateAddresses is true.";
        }
    }
}

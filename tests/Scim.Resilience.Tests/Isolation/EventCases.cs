namespace Scim.Resilience.Tests.Isolation;

/// <summary>Streams of events.</summary>
internal static class EventCases
{
    public static IEnumerable<IsolationCase> All =>
    [
        new("The events of a stream are polled for", 404, (thing, sender) => sender.Poll(thing.Stream, """{"returnImmediately":true}"""))
        {
            Says = "invalid_request",
        },
        new("An event is acknowledged at its stream", 404, (thing, sender) => sender.Poll(thing.Stream, Ack(thing))),
        new("An event is acknowledged at another stream", 200, (thing, sender) => sender.Poll(sender.Stream, Ack(thing)))
        {
            Says = """{"sets":{}}""",
        },
        new("An event is refused at its stream", 404, (thing, sender) => sender.Poll(thing.Stream, Refusal(thing))),
        new("An event is refused at another stream", 200, (thing, sender) => sender.Poll(sender.Stream, Refusal(thing)))
        {
            Says = """{"sets":{}}""",
        },
        new("The events of a stream are polled for with a token of SCIM", 403, (thing, sender) =>
            sender.Poll(thing.Stream, "{}") with { Authorization = $"Bearer {sender.Token}" }),
        new("The events of a stream are polled for with a revoked token", 401, (thing, sender) =>
            sender.Poll(sender.Stream, "{}") with { Authorization = $"Bearer {thing.RevokedToken}" })
        {
            CostsTheSame = false,
        },
    ];

    private static string Ack(Thing thing) => $$"""{"maxEvents":0,"ack":["{{thing.Event}}"]}""";

    private static string Refusal(Thing thing) =>
        $$$$"""{"maxEvents":0,"setErrs":{"{{{{thing.Event}}}}":{"err":"invalid_request"}}}""";
}

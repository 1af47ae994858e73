using Microsoft.AspNetCore.Http;
using Scim.Http.Addresses;
using Scim.Http.Events;
using Scim.Http.OpenApi;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Endpoints;

/// <summary>The endpoints of events.</summary>
internal static class EventEndpoints
{
    public static IReadOnlyList<ScimRoute> All { get; } =
    [
        ScimRoute.To<PollHandler>("POST", ScimRoutes.Events, (polls, request) => polls.PollAsync(request), draft =>
            new("pollEvents", ApiTags.Events, "Poll for the events of a stream")
            {
                Description =
                    "Removes what the receiver acknowledges, sets aside what it refuses, and answers the next events. Those of one user "
                    + "come in their order.",
                Security = ApiSecurity.Token(draft, Caller.EventsScope),
                Parameters = [ApiParameters.StreamId],
                Body = draft.Body("What is asked for.", EventShapes.Poll, ErrorAnswers.ScimTypes),
                Answers =
                [
                    ("200", draft.Answer(
                        "The events.", EventShapes.Sets, ErrorAnswers.JsonType, [ApiHeaders.CacheControl, .. ApiHeaders.Rate])),
                    .. ErrorAnswers.Events(draft, 400, 401, 403, 404, 408, 413, 415, 429, 500, 503),
                ],
            }),
        Metadata(ScimRoutes.EventKeys, (events, request) => events.GetKeysAsync(request), draft =>
            Open(draft, "getEventKeys", "Read the keys that sign events", EventShapes.Keys)),
        Metadata(ScimRoutes.EventTransmitter, (events, request) => events.GetConfigurationAsync(request), draft =>
            Open(draft, "getTransmitterConfiguration", "Read what the transmitter of events offers", EventShapes.Transmitter)),
    ];

    private static ScimRoute Metadata(
        string template, Func<EventMetadataHandler, HttpRequest, Task<IResult>> handle, Func<ApiDraft, DescribedOperation> describe) =>
        ScimRoute.To("GET", template, handle, describe);

    private static DescribedOperation Open(ApiDraft draft, string id, string summary, string schema) => new(id, ApiTags.Events, summary)
    {
        Answers =
        [
            ("200", draft.Answer("The same for everybody.", schema, ErrorAnswers.JsonType, ApiHeaders.CacheControl)),
            .. ErrorAnswers.Scim(draft, 400, 500),
        ],
    };
}

using Scim.Http.Addresses;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OpenApi;

/// <summary>The endpoints of events.</summary>
internal static class EventDescriptions
{
    public static IEnumerable<DescribedOperation> All(ApiDraft draft) =>
    [
        new(ScimRoutes.Events, "POST", "pollEvents", ApiTags.Events, "Poll for the events of a stream")
        {
            Description =
                "Removes what the receiver acknowledges, sets aside what it refuses, and answers the next events. Those of one user come "
                + "in their order.",
            Security = ApiSecurity.Token(draft, Caller.EventsScope),
            Parameters = [ApiParameters.StreamId],
            Body = draft.Body("What is asked for.", EventShapes.Poll, ErrorAnswers.ScimTypes),
            Answers =
            [
                ("200", draft.Answer(
                    "The events.", EventShapes.Sets, ErrorAnswers.JsonType, [ApiHeaders.CacheControl, .. ApiHeaders.Rate])),
                .. ErrorAnswers.Events(draft, 400, 401, 403, 404, 408, 413, 415, 429, 500, 503),
            ],
        },
        Open(draft, ScimRoutes.EventKeys, "getEventKeys", "Read the keys that sign events", EventShapes.Keys),
        Open(
            draft,
            ScimRoutes.EventTransmitter,
            "getTransmitterConfiguration",
            "Read what the transmitter of events offers",
            EventShapes.Transmitter),
    ];

    private static DescribedOperation Open(ApiDraft draft, string template, string id, string summary, string schema) =>
        new(template, "GET", id, ApiTags.Events, summary)
        {
            Answers =
            [
                ("200", draft.Answer("The same for everybody.", schema, ErrorAnswers.JsonType, ApiHeaders.CacheControl)),
                .. ErrorAnswers.Scim(draft, 400, 500),
            ],
        };
}

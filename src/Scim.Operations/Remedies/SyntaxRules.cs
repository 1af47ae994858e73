namespace Scim.Operations.Remedies;

/// <summary>Bodies that cannot be read as what the endpoint takes.</summary>
internal static class SyntaxRules
{
    public static IReadOnlyList<RemedyRule> All { get; } =
    [
        new(
            "attribute-unknown",
            Wrong("The schemas do not define"),
            c => $"The account is strict and has no attribute or schema of the names in the detail. Remove them {c.Places.Mapping}, give "
                + "the account a schema that has them, or let it ignore what it does not know.")
        {
            Step = c => new Remedy.BeLenient(c.Account),
        },
        new(
            "message-schema",
            Wrong("schemas must name"),
            _ => "The message's schemas do not name what it is: PatchOp, BulkRequest or SearchRequest, as the detail says. Correct the "
                + "client."),
        new(
            "key-twice",
            kind => Is(kind) && (kind.Says("same key twice") || kind.Says("stands in the body twice")),
            c => $"An attribute stands in the body twice, perhaps in other case. Look {c.Places.Mapping} for two mappings to one target."),
        new(
            "body-encoding",
            kind => Is(kind) && (kind.Says("not valid UTF-8") || kind.Says("surrogate")),
            _ => "A text in the body is not valid Unicode: a character was cut in half, or the encoding is not UTF-8. Correct the value "
                + "at its source, often a name that was cut to a length."),
        new(
            "body-nested",
            Wrong("nested over"),
            c => $"The body is nested too deep. Remove {c.Places.Mapping} what sends objects within objects."),
        new(
            "body-broken-off",
            Wrong("ended early"),
            _ => "The connection ended before the body was whole. Look at the network and the proxies between the connector and the "
                + "service."),
        new(
            "poll-message",
            kind => kind is { Status: 400, Operation: "PollEvents" },
            _ => "The receiver's poll is not as RFC 8936 has it; the detail names the member. Correct your application."),
        new(
            "bulk-operation",
            kind => Is(kind) && (kind.Says("bulkId") || kind.Says("method must be") || kind.Says("failOnErrors")),
            _ => "An operation of the bulk request lacks a member, or has a wrong one, as the detail says. Correct the client, or let it "
                + "send single requests."),
        new(
            "json-broken",
            kind => Is(kind) && (kind.Says("not valid JSON") || kind.Says("must be a JSON object")),
            c => "The body is not the JSON object that belongs here. "
                + (c.Connector?.Name == "onelogin"
                    ? "In OneLogin look at the SCIM JSON Template: a comma or a quote too many or missing, or a macro without quotes "
                        + "around it."
                    : "Look for the place that the detail names; a template or a proxy may have changed it.")),
        new(
            "message-member",
            kind => Is(kind) && (kind.Says("must be a string") || kind.Says("must be a list of strings")),
            _ => "A member of the message is of the wrong kind; the detail names it. Correct the client."),
        new("syntax-wrong", Is, _ => "The body is not what the endpoint takes; the detail says what is wrong. Correct the client."),
    ];

    private static bool Is(RefusalKind kind) => kind.Type == "invalidSyntax";

    private static Func<RefusalKind, bool> Wrong(string text) => kind => Is(kind) && kind.Says(text);
}

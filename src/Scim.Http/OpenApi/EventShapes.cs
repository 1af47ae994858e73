using Microsoft.OpenApi;
using Scim.Http.Events;

namespace Scim.Http.OpenApi;

/// <summary>The JSON Schemas of events (RFC 8936, RFC 7517, OpenID Shared Signals Framework 1.0).</summary>
internal static class EventShapes
{
    public const string Poll = "Poll";
    public const string Sets = "SecurityEventTokens";
    public const string Error = "EventError";
    public const string Keys = "KeySet";
    public const string Transmitter = "TransmitterConfiguration";

    public static void AddTo(ApiDraft draft)
    {
        draft.Add(Poll, OfPoll());
        draft.Add(Sets, Shape.Object(
            "Events (RFC 8936 §2.3).",
            "sets",
            ("sets", new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "The signed tokens (RFC 8417) by their jti. What the receiver acknowledges it does not get again.",
                AdditionalProperties = Shape.Text("A token, as a JWS in compact form."),
            }),
            ("moreAvailable", Shape.Flag("True if there are more."))));
        draft.Add(Error, Shape.Object(
            "Why a request is refused, with a keyword as receivers use them (RFC 8935 §2.4).",
            "err description",
            ("err", Shape.Word(
                "A keyword.",
                "invalid_request",
                "authentication_failed",
                "access_denied",
                "temporarily_unavailable",
                "server_error")),
            ("description", Shape.Text("What to change, for the receiver's administrator."))));
        draft.Add(Keys, Shape.Object(
            "A key set (RFC 7517 §5).",
            "keys",
            ("keys", Shape.List("The keys that sign or will sign events.", Shape.Object(
                "The public part of a key.",
                "kty use alg kid",
                ("kty", Shape.Word("Its type.", "EC", "RSA")),
                ("use", Shape.Word("What it is for.", "sig")),
                ("alg", Shape.Text("How it signs.")),
                ("kid", Shape.Text("Its id.")),
                ("crv", Shape.Text("The curve of an EC key.")),
                ("x", Shape.Text("A coordinate of an EC key.")),
                ("y", Shape.Text("A coordinate of an EC key.")),
                ("n", Shape.Text("The modulus of an RSA key.")),
                ("e", Shape.Text("The exponent of an RSA key.")))))));
        draft.Add(Transmitter, OfTransmitter());
    }

    private static OpenApiSchema OfPoll()
    {
        var reason = Shape.Open(
            "Why it is refused.",
            "err",
            ("err", Shape.Text("A keyword (RFC 8935 §2.4).")),
            ("description", Shape.Text("A sentence.")));
        var taken = Shape.List("The jti values of the events that the receiver has.", new OpenApiSchema { Type = JsonSchemaType.String });
        taken.MaxItems = PollRequest.MostAnswered;
        return Shape.Open(
            "What a receiver asks for, and what it has (RFC 8936 §2.2).",
            "",
            ("maxEvents", Shape.Whole($"The most events, up to {PollRequest.MostEvents}, which is the default; 0 for none.")),
            ("returnImmediately", Shape.Flag("True to be answered at once. Default false: wait for events up to 20 s.")),
            ("ack", taken),
            ("setErrs", new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "The events that the receiver refuses, by their jti.",
                AdditionalProperties = reason,
            }));
    }

    private static OpenApiSchema OfTransmitter() => Shape.Object(
        "The configuration of a transmitter of events (OpenID Shared Signals Framework 1.0 §7.1).",
        "spec_version issuer jwks_uri delivery_methods_supported authorization_schemes default_subjects",
        ("spec_version", Shape.Text("The version of the framework.")),
        ("issuer", Shape.Address("The issuer that tokens name.")),
        ("jwks_uri", Shape.Address("Where the keys are.")),
        ("delivery_methods_supported", Shape.List("How events are delivered.", Shape.Address("A way."))),
        ("authorization_schemes", Shape.List("How receivers authenticate.", Shape.Object(
            "A way.", "spec_urn", ("spec_urn", Shape.Text("Its specification."))))),
        ("default_subjects", Shape.Word("Whose events a new stream has.", "ALL")));
}

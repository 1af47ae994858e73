using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Scim.Events.Sets;
using Scim.Events.Signing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Events.Handout;

/// <summary>Makes the tokens by which events are handed out, each time anew under the same <c>jti</c>.</summary>
/// <param name="keys">The keys.</param>
/// <param name="time">The clock.</param>
public sealed class EventTokens(SigningKeyRing keys, TimeProvider time)
{
    private const string ScimPath = "/scim/v2";

    /// <summary>What signs the events of a stream; null if no key of its algorithm signs now.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="issuer">Scheme, host and path prefix of the service, without a slash at the end.</param>
    public EventSigner? For(StreamRecord stream, string issuer) =>
        keys.For(stream.Algorithm, time.GetUtcNow()) is { } key
            ? new EventSigner(
                stream,
                issuer,
                JsonEncodedText.Encode($"{issuer}{ScimPath}{UserType.Endpoint}/", ResourceWriter.Options.Encoder),
                key,
                time)
            : null;
}

/// <summary>Signs the events of a stream. Several threads may use it at once.</summary>
public sealed class EventSigner
{
    private readonly StreamRecord _stream;
    private readonly string _issuer;
    private readonly JsonEncodedText _locationBase;
    private readonly SigningCredentials _key;
    private readonly TimeProvider _time;

    internal EventSigner(StreamRecord stream, string issuer, JsonEncodedText locationBase, SigningCredentials key, TimeProvider time) =>
        (_stream, _issuer, _locationBase, _key, _time) = (stream, issuer, locationBase, key, time);

    /// <summary>The event as a compact token (RFC 8417).</summary>
    public string Sign(OutboxEvent told) => SecurityEventTokens.Sign(
        new SetContent(
            _issuer,
            told.Id.ToString(),
            _stream.Audience,
            _time.GetUtcNow(),
            told.Id.Write.ToString(),
            HandedOutEvent.SubjectOf(told),
            HandedOutEvent.UriOf(told),
            HandedOutEvent.PayloadOf(told, _locationBase)),
        _key);
}

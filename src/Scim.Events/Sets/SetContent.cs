namespace Scim.Events.Sets;

/// <summary>What a Security Event Token says (RFC 8417 §2.2).</summary>
/// <param name="Issuer">Its <c>iss</c>.</param>
/// <param name="Id">Its <c>jti</c>, the same each time.</param>
/// <param name="Audience">Its <c>aud</c>.</param>
/// <param name="IssuedAt">Its <c>iat</c>: when it is signed.</param>
/// <param name="Transaction">Its <c>txn</c>; null for none.</param>
/// <param name="Subject">Its <c>sub_id</c> (RFC 9493): a JSON object as UTF-8.</param>
/// <param name="EventUri">The URI of its one event.</param>
/// <param name="Payload">What comes with the event: a JSON object as UTF-8.</param>
public sealed record SetContent(
    string Issuer,
    string Id,
    string Audience,
    DateTimeOffset IssuedAt,
    string? Transaction,
    ReadOnlyMemory<byte> Subject,
    string EventUri,
    ReadOnlyMemory<byte> Payload);

namespace Scim.Provisioning.Tokens;

/// <summary>
/// The identity provider whose assertions authenticate a client that has no secret (RFC 7523 §2.2). Everything is compared exactly.
/// </summary>
/// <param name="Issuer">The <c>iss</c> of an assertion.</param>
/// <param name="Subject">Its <c>sub</c>.</param>
/// <param name="Audience">
/// Its <c>aud</c>. A GUID, <c>api://GUID</c> and <c>api://GUID/.default</c> all stand for any of the three, since Microsoft Entra ID
/// sends one and shows another.
/// </param>
/// <param name="KeySet">Where the issuer publishes its keys (RFC 7517 §5): https, or http to the machine itself.</param>
/// <param name="Tenant">Its <c>tid</c>; null if that is not looked at.</param>
public sealed record FederatedTrust(string Issuer, string Subject, string Audience, Uri KeySet, string? Tenant);

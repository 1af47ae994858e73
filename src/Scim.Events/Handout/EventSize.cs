using Scim.Provisioning.Events;

namespace Scim.Events.Handout;

/// <summary>How large the token of an event is at most.</summary>
internal static class EventSize
{
    // Header, signature, and claims with an issuer, an audience and ids.
    private const int Rest = 3 * 1024;

    // A character of JSON text is at most six as an escape.
    private const int Escape = 6;

    /// <summary>Its bytes in base64url, which has four for three.</summary>
    public static long Of(OutboxEvent told) =>
        (Rest + told.Content.Length + ((told.ExternalId?.Length ?? 0) * Escape)) * 4L / 3;
}

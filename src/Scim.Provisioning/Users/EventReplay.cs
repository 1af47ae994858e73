using Scim.Protocol.Schemas;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Provisioning.Users;

/// <summary>Tells a receiver users anew as they are.</summary>
public static class EventReplay
{
    /// <summary>
    /// The event that tells a user as it was read: a creation, whose id lies behind that of the user's version and before any later.
    /// </summary>
    /// <param name="user">The user as read.</param>
    /// <param name="type">What a user of the account has.</param>
    /// <param name="stream">For whom.</param>
    /// <param name="now">The clock's time.</param>
    public static OutboxEvent Of(UserRecord user, UserType type, StreamSetting stream, DateTimeOffset now) =>
        ChangeEvents.Again(user, type, stream, now);
}

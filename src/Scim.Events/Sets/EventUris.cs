using Scim.Provisioning.Streams;

namespace Scim.Events.Sets;

/// <summary>The URIs of events.</summary>
public static class EventUris
{
    /// <summary>A user was created, with the user (RFC 9967 §2.4.1).</summary>
    public const string CreateFull = Provisioning + "create:full";

    /// <summary>A user was created, with names.</summary>
    public const string CreateNotice = Provisioning + "create:notice";

    /// <summary>A user was replaced, with the user.</summary>
    public const string PutFull = Provisioning + "put:full";

    /// <summary>A user was replaced, with names.</summary>
    public const string PutNotice = Provisioning + "put:notice";

    /// <summary>A user was changed, with a PatchOp.</summary>
    public const string PatchFull = Provisioning + "patch:full";

    /// <summary>A user was changed, with names.</summary>
    public const string PatchNotice = Provisioning + "patch:notice";

    /// <summary>A user was deleted.</summary>
    public const string Delete = Provisioning + "delete";

    /// <summary>A user became active.</summary>
    public const string Activate = Provisioning + "activate";

    /// <summary>A user is active no longer.</summary>
    public const string Deactivate = Provisioning + "deactivate";

    /// <summary>The stream is tried (OpenID Shared Signals Framework 1.0 §8.1.4).</summary>
    public const string Verification = SharedSignals + "verification";

    /// <summary>The stream's status changes (§8.1.5).</summary>
    public const string StreamUpdated = SharedSignals + "stream-updated";

    private const string Provisioning = "urn:ietf:params:scim:event:prov:";
    private const string SharedSignals = "https://schemas.openid.net/secevent/ssf/event-type/";

    /// <summary>The URIs of the events about users that streams have.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<StreamSetting> streams)
    {
        var contents = streams.Select(stream => stream.Content).ToHashSet();
        IEnumerable<string> whole = contents.Contains(EventContent.Full) ? [CreateFull, PutFull, PatchFull] : [];
        IEnumerable<string> names = contents.Contains(EventContent.Notice) ? [CreateNotice, PutNotice] : [];
        return [.. whole, .. names, PatchNotice, Delete, Activate, Deactivate]; // A change of what is never returned is a notice.
    }
}

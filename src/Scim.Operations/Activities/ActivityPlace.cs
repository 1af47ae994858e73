using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Users;

namespace Scim.Operations.Activities;

/// <summary>A place in an account's activity, from which older entries follow.</summary>
/// <param name="Trail">The place in the audit trail; null if nothing of it is older.</param>
/// <param name="Log">The place in the log of requests; null if nothing of it is older.</param>
public readonly record struct ActivityPlace(AuditPosition? Trail, RequestPosition? Log)
{
    private const string End = "end";

    /// <summary>The place behind an entry.</summary>
    public static ActivityPlace After(ActivityEntry entry) =>
        new(new AuditPosition(entry.When, new WriteId(entry.Id)), new RequestPosition(entry.When, entry.Id));

    /// <summary>Reads a place as <see cref="ToString"/> writes it; false for any other text.</summary>
    public static bool TryParse(string? text, out ActivityPlace place)
    {
        place = default;
        if (text?.Split('~') is not [var trail, var log] || !TryRead(trail, out var inTrail) || !TryRead(log, out var inLog))
            return false;
        place = new ActivityPlace(inTrail, inLog is { } found ? new RequestPosition(found.When, found.Write.Value) : null);
        return true;
    }

    /// <summary>The place as text of digits, letters, <c>-</c>, <c>.</c> and <c>~</c>.</summary>
    public override string ToString() =>
        $"{Trail?.ToString() ?? End}~{(Log is { } log ? new AuditPosition(log.When, new WriteId(log.Id)).ToString() : End)}";

    private static bool TryRead(string text, out AuditPosition? position)
    {
        position = AuditPosition.TryParse(text, out var read) ? read : null;
        return position is not null || text == End;
    }
}

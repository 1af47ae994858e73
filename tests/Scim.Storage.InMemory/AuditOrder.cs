using Scim.Provisioning.Users;

namespace Scim.Storage.InMemory;

/// <summary>The order of an audit trail, the oldest first: as rows have it from their end, and in one instant by the write's id.</summary>
internal static class AuditOrder
{
    /// <summary>Less than 0 if the first is older.</summary>
    public static int Compare(AuditPosition one, AuditPosition other) => one.When != other.When
        ? one.When.CompareTo(other.When)
        : string.CompareOrdinal($"{other.Write}", $"{one.Write}"); // Rows have the lower id first, and are read from their beginning.

    /// <summary>Puts an entry where it belongs, which is at the end or near it.</summary>
    public static void Add(List<AuditEntry> trail, AuditEntry entry)
    {
        var (place, position) = (trail.Count, AuditPosition.Of(entry));
        while (place > 0 && Compare(AuditPosition.Of(trail[place - 1]), position) > 0)
            place--;
        trail.Insert(place, entry);
    }
}

using System.Globalization;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>A place in an account's audit trail: that of one entry, whether or not the entry is still there.</summary>
/// <param name="When">When the entry's change was made.</param>
/// <param name="Write">The entry's write.</param>
public readonly record struct AuditPosition(DateTimeOffset When, WriteId Write)
{
    /// <summary>The place of an entry.</summary>
    public static AuditPosition Of(AuditEntry entry) => new(entry.When, entry.WriteId);

    /// <summary>Reads a position as <see cref="ToString"/> writes it; false for any other text.</summary>
    public static bool TryParse(string? text, out AuditPosition position)
    {
        position = default;
        if (text?.Split('.') is not [var ticks, var write]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var instant)
            || instant > DateTimeOffset.MaxValue.UtcTicks
            || !Guid.TryParseExact(write, "D", out var id))
            return false;
        position = new AuditPosition(new DateTimeOffset(instant, TimeSpan.Zero), new WriteId(id));
        return true;
    }

    /// <summary>The position as text of digits, letters, <c>-</c> and <c>.</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{When.UtcTicks}.{Write}");
}

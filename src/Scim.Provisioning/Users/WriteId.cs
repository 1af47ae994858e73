namespace Scim.Provisioning.Users;

/// <summary>
/// The identity of one logical write, fixed before its first try and kept in every retry. It becomes the user's version and ends
/// the key of its audit row, so that the outcome of a write whose answer was lost can be read.
/// </summary>
public readonly record struct WriteId(Guid Value)
{
    /// <summary>A new write id.</summary>
    public static WriteId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>The entity tag of the version (RFC 7643 §3.1, RFC 7644 §3.14): <c>W/"…"</c>.</summary>
    public string ToETag() => $"W/\"{Value:D}\"";

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

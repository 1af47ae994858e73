using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>The versions that a conditional request names (RFC 7644 §3.14, RFC 9110 §13.1).</summary>
/// <param name="Tags">Entity tags, weak or strong; null for <c>*</c>, any version.</param>
public sealed record VersionCondition(IReadOnlyList<string>? Tags)
{
    /// <summary>The versions of which it must be none (RFC 9110 §13.1.2). Default null: no such condition.</summary>
    public VersionCondition? Except { get; init; }

    /// <summary>True if the version is named. Weak and strong tags compare alike, since a version has one representation.</summary>
    public bool Matches(WriteId version)
    {
        if (Except?.Matches(version) is true)
            return false;
        if (Tags is null)
            return true;
        var strong = version.ToETag()[2..];
        return Tags.Any(tag => (tag.StartsWith("W/", StringComparison.Ordinal) ? tag.AsSpan(2) : tag).SequenceEqual(strong));
    }
}

namespace Scim.Operations.Activities;

/// <summary>Some of what happened in an account.</summary>
/// <param name="Entries">
/// The entries, newest first. There may be few, also none, though there are older ones: so many of others were looked at.
/// </param>
/// <param name="Older">Where older ones begin; null if there are none.</param>
public sealed record ActivityExcerpt(IReadOnlyList<ActivityEntry> Entries, ActivityPlace? Older);

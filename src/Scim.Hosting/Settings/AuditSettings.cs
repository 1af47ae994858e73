using Scim.Provisioning.Upkeep;

namespace Scim.Hosting.Settings;

/// <summary>The section <c>Audit</c>.</summary>
internal sealed class AuditSettings
{
    /// <summary>
    /// How long the audit trails are kept, from 1 to <see cref="Retention.MostAuditDays"/> days. Default null: for ever.
    /// </summary>
    public int? RetentionDays { get; set; }

    /// <summary>Says everything that is wrong; nothing if all is right.</summary>
    public IEnumerable<string> Errors()
    {
        if (RetentionDays is < 1 or > Retention.MostAuditDays)
            yield return $"RetentionDays must be a whole number from 1 to {Retention.MostAuditDays}, or not set to keep all.";
    }
}

using Scim.Provisioning.Upkeep;

namespace Scim.Hosting.Settings;

/// <summary>The section <c>Requests</c>.</summary>
internal sealed class RequestSettings
{
    /// <summary>
    /// How long the log of requests is kept, from 1 to <see cref="Retention.MostRequestDays"/> days. Default null:
    /// <see cref="Retention.UsualRequestDays"/>.
    /// </summary>
    public int? RetentionDays { get; set; }

    /// <summary>Says everything that is wrong; nothing if all is right.</summary>
    public IEnumerable<string> Errors()
    {
        if (RetentionDays is < 1 or > Retention.MostRequestDays)
            yield return $"RetentionDays must be a whole number from 1 to {Retention.MostRequestDays}.";
    }
}

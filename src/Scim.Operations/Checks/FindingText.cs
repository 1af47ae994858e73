using Scim.Provisioning.Accounts;

namespace Scim.Operations.Checks;

/// <summary>Findings in words.</summary>
public static class FindingText
{
    /// <summary>What is wrong.</summary>
    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.WriteRefused => "write refused",
        FindingKind.Clock => "clock",
        FindingKind.MissingTable => "missing table",
        FindingKind.MissingAccountRow => "missing account row",
        FindingKind.UnreadableUser => "unreadable user",
        FindingKind.DanglingIndexRow => "dangling index row",
        FindingKind.MissingIndexRow => "missing index row",
        FindingKind.UserNameKey => "userName key",
        FindingKind.SharedUserName => "shared userName",
        FindingKind.VersionAhead => "version ahead",
        FindingKind.SchemasAhead => "schemas ahead",
        FindingKind.LicencesInUse => "licences in use",
        FindingKind.Users => "users",
        FindingKind.StreamSetting => "stream setting",
        FindingKind.StrayEvents => "stray events",
        FindingKind.StrayDelivery => "stray delivery",
        FindingKind.SecretEnding => "secret ending",
        FindingKind.OlderSecretEnding => "older secret ending",
        _ => kind.ToString(),
    };

    /// <summary>What became of it.</summary>
    public static string Of(FindingState state) => state.ToString().ToLowerInvariant();

    /// <summary>What to do, where a repair does not do it, with the command to type; null where nothing more is to say.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="scim">How the command line is called.</param>
    public static string? RemedyOf(Finding finding, string scim = "scim") => finding.Kind switch
    {
        FindingKind.SecretEnding =>
            $"{scim} client rotate-secret {finding.Client}; " +
            $"when the connector has the new one: {scim} client drop-old-secret {finding.Client}",
        FindingKind.OlderSecretEnding =>
            $"when the connector has the newest: {scim} client drop-old-secret {finding.Client}",
        _ => null,
    };
}

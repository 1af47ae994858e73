namespace Scim.Verification.Checks;

/// <summary>The connectors that checks name.</summary>
internal static class Connectors
{
    public const string Entra = "Entra ID";
    public const string Okta = "Okta";
    public const string OneLogin = "OneLogin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Each { get; } = [Entra, Okta, OneLogin];
}

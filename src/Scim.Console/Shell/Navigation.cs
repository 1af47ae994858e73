namespace Scim.Console.Shell;

/// <summary>What the navigation leads to.</summary>
internal static class Navigation
{
    /// <summary>The pages that stand under no account.</summary>
    public static IReadOnlyList<(string Address, string Name)> Everywhere { get; } =
        [(ConsoleAddresses.Accounts, "Accounts"), (ConsoleAddresses.Check, "Check")];

    /// <summary>The pages of an account, by the words of their addresses; the first is the account itself.</summary>
    public static IReadOnlyList<(string Page, string Name)> OfAccount { get; } =
    [
        ("", "Overview"), ("users", "Users"), ("traffic", "Traffic"), ("refusals", "Refusals"), ("activity", "Activity"),
        ("clients", "Clients"), ("connect", "Connect"), ("streams", "Streams"),
        ("schemas", "Schemas"), ("check", "Check"), ("settings", "Settings"),
    ];
}

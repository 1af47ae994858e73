using System.CommandLine;
using System.Globalization;

namespace Scim.Cli.Accounts;

/// <summary>A number of licences on the command line, or <c>unlimited</c>.</summary>
/// <param name="Owned">How many; null for no limit.</param>
internal sealed record LicenceCount(int? Owned)
{
    private const string Unlimited = "unlimited";

    /// <summary>The option <c>--licences</c>.</summary>
    public static Option<LicenceCount> Option(bool required) => new("--licences")
    {
        Description = "How many users may be active.",
        HelpName = "N|unlimited",
        Required = required,
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && Read(token.Value) is { } count) return count;
            result.AddError("--licences takes a whole number, at least 0, or 'unlimited'.");
            return null;
        },
    };

    /// <summary>The count as text.</summary>
    public static string ToText(int? owned) => owned?.ToString(CultureInfo.InvariantCulture) ?? Unlimited;

    private static LicenceCount? Read(string text) =>
        text == Unlimited ? new LicenceCount(Owned: null)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new LicenceCount(count)
        : null;
}

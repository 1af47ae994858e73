using System.CommandLine;
using System.Globalization;
using Scim.Operations.Accounts;

namespace Scim.Cli.Accounts;

/// <summary>The option <c>--licences</c>: a number of licences, or <c>unlimited</c>.</summary>
internal static class LicenceOption
{
    private const string Unlimited = "unlimited";

    public static Option<LicenceCount?> Create(bool required) => new("--licences")
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
        text == Unlimited ? LicenceCount.Unlimited
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new LicenceCount(count)
        : null;
}

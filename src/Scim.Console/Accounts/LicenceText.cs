using System.Globalization;
using Scim.Operations.Accounts;
using Scim.Provisioning.Accounts;

namespace Scim.Console.Accounts;

/// <summary>Numbers of licences, as forms and commands have them.</summary>
internal static class LicenceText
{
    private const string Unlimited = "unlimited";

    /// <summary>The number in words; <c>unlimited</c> for no limit.</summary>
    public static string Of(int? owned) => owned?.ToString(CultureInfo.InvariantCulture) ?? Unlimited;

    /// <summary>Reads a whole number or <c>unlimited</c>; null if the text is neither.</summary>
    public static LicenceCount? Read(string? text) =>
        text?.Trim() is not { } word ? null
        : word.Equals(Unlimited, StringComparison.OrdinalIgnoreCase) ? LicenceCount.Unlimited
        : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new LicenceCount(count)
        : null;

    /// <summary>How the licences of an account stand, in words.</summary>
    /// <param name="row">The account.</param>
    /// <param name="waiting">How many users wait; null if that is not known.</param>
    public static string Sentence(AccountSnapshot row, int? waiting)
    {
        var owned = row.LicencesOwned?.ToString("N0", CultureInfo.InvariantCulture) ?? Unlimited;
        var inUse = string.Create(CultureInfo.InvariantCulture, $"{row.LicencesInUse:N0} of {owned} in use");
        return waiting > 0 ? string.Create(CultureInfo.InvariantCulture, $"{inUse}, {waiting:N0} waiting") : inUse;
    }
}

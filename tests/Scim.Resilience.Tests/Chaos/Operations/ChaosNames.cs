using System.Globalization;

namespace Scim.Resilience.Tests.Chaos.Operations;

/// <summary>A small pool of names and addresses, so that workers want the same ones.</summary>
internal static class ChaosNames
{
    /// <summary>How many different names there are.</summary>
    public const int Count = 90;

    private static readonly string[] Letters = ["user", "straße", "élève", "\u212Aelvin", "ǆ", "имя"];

    /// <summary>A name, in any mixture of upper and lower case.</summary>
    public static string Any(ChaosDice dice)
    {
        var number = dice.Next(Count);
        return Recased(string.Create(CultureInfo.InvariantCulture, $"{Letters[number % Letters.Length]}{number}@chaos.example"), dice);
    }

    /// <summary>The same name in another mixture of upper and lower case.</summary>
    public static string Recased(string name, ChaosDice dice) =>
        dice.Chance(50) ? name.ToUpperInvariant() : dice.Chance(50) ? name : string.Concat(name.Select(letter => Recased(letter, dice)));

    /// <summary>One of a few ids that several users have.</summary>
    public static string? ExternalId(ChaosDice dice) =>
        dice.Chance(70) ? string.Create(CultureInfo.InvariantCulture, $"{(dice.Chance(50) ? 'e' : 'E')}-{dice.Next(20)}") : null;

    /// <summary>Some of a few addresses, perhaps one of them twice but for its case; null for none.</summary>
    public static IReadOnlyList<string>? Emails(ChaosDice dice)
    {
        if (dice.Chance(40))
            return null;
        var first = string.Create(CultureInfo.InvariantCulture, $"mail{dice.Next(20)}@shared.example");
        return dice.Next(3) switch
        {
            0 => [first],
            1 => [first, first.ToUpperInvariant()],
            _ => [first, string.Create(CultureInfo.InvariantCulture, $"other{dice.Next(20)}@shared.example")],
        };
    }

    private static char Recased(char letter, ChaosDice dice) => dice.Chance(50) ? char.ToUpperInvariant(letter) : letter;
}

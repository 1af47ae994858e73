using System.Text;

namespace Scim.Fuzz.Generation;

/// <summary>Small damage to a text that was right.</summary>
internal static class Mutation
{
    private static readonly string[] Tokens =
    [
        "\"", "\\", "{", "}", "[", "]", "(", ")", ",", ":", ".", " ", "null", "true", "-", "1e9", "\\u0000", "\\ud800", "\u0000", "é",
        "and", "not",
        "pr", "eq", "value", "urn:", "\"\"", "[]", "{}", "//", "/*", "\ufeff",
    ];

    /// <summary>Tokens left out, doubled, exchanged or put in.</summary>
    public static string OfTokens(Dice dice, string text)
    {
        var tokens = Split(text);
        for (var changes = dice.Between(1, 3); changes > 0 && tokens.Count > 0; changes--)
        {
            var at = dice.Below(tokens.Count);
            var other = dice.Below(tokens.Count);
            switch (dice.Below(5))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[other]);
                    break;
                case 2:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 3:
                    tokens[at] = dice.Pick(Tokens);
                    break;
                default:
                    tokens.Insert(at, dice.Pick(Tokens));
                    break;
            }
        }
        return string.Concat(tokens);
    }

    /// <summary>Bytes changed, left out, put in or cut off.</summary>
    public static byte[] OfBytes(Dice dice, byte[] bytes)
    {
        var damaged = bytes.ToList();
        for (var changes = dice.Between(1, 4); changes > 0 && damaged.Count > 0; changes--)
        {
            var at = dice.Below(damaged.Count);
            switch (dice.Below(4))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << dice.Below(8));
                    break;
                case 1:
                    damaged.RemoveAt(at);
                    break;
                case 2:
                    damaged.InsertRange(at, Encoding.UTF8.GetBytes(dice.Pick(Tokens)));
                    break;
                default:
                    damaged.RemoveRange(at, dice.Below(damaged.Count - at + 1));
                    break;
            }
        }
        return [.. damaged];
    }

    private static List<string> Split(string text)
    {
        var tokens = new List<string>();
        var start = 0;
        for (var at = 1; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsLetterOrDigit(text[at]) && char.IsLetterOrDigit(text[at - 1]))
                continue;
            tokens.Add(text[start..at]);
            start = at;
        }
        return tokens;
    }
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Scim.Protocol.Unicode;

/// <summary>
/// What normalisation has to know of characters, read from <c>Characters.txt</c> when text beyond ASCII first comes. The runtime does not
/// normalise where globalization is invariant. What Unicode once says of a character's normalisation never changes.
/// </summary>
internal sealed class CharacterData
{
    private const string Resource = "Characters.txt";

    private readonly Dictionary<Rune, Rune[]> _decompositions = [];
    private readonly Dictionary<(Rune, Rune), Rune> _compositions = [];
    private readonly Dictionary<Rune, Rune> _widths = [];
    private readonly Dictionary<Rune, byte> _classes = [];

    private CharacterData()
    {
        using var lines = new StreamReader(
            typeof(CharacterData).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks {Resource}."));
        while (lines.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                Add(line.Split(' '));
        }
        Decompositions = _decompositions.ToFrozenDictionary(pair => pair.Key, pair => Whole(pair.Key).ToArray());
        Compositions = _compositions.ToFrozenDictionary();
        Widths = _widths.ToFrozenDictionary();
        Classes = _classes.ToFrozenDictionary();
    }

    /// <summary>The one there is.</summary>
    public static CharacterData Instance { get; } = new();

    /// <summary>What a character decomposes into in the end.</summary>
    public FrozenDictionary<Rune, Rune[]> Decompositions { get; }

    /// <summary>What two characters compose to.</summary>
    public FrozenDictionary<(Rune, Rune), Rune> Compositions { get; }

    /// <summary>What a wide or narrow character stands for.</summary>
    public FrozenDictionary<Rune, Rune> Widths { get; }

    /// <summary>The canonical combining classes of marks, 1 to 254; a character that is not there has class 0.</summary>
    public FrozenDictionary<Rune, byte> Classes { get; }

    private void Add(string[] words)
    {
        var range = words[0].Split('-');
        var (first, last) = (Code(range[0]), Code(range[^1]));
        switch (words[1])
        {
            case "=":
                _compositions.Add((new Rune(Code(words[2])), new Rune(Code(words[3]))), new Rune(first));
                goto case ">";
            case ">":
                _decompositions.Add(new Rune(first), [.. words[2..].Select(word => new Rune(Code(word)))]);
                break;
            case "~":
                for (var code = first; code <= last; code++)
                    _widths.Add(new Rune(code), new Rune(Code(words[2]) + code - first));
                break;
            case "^":
                for (var code = first; code <= last; code++)
                    _classes.Add(new Rune(code), byte.Parse(words[2], CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidOperationException($"{Resource} has a line of no known kind.");
        }
    }

    private IEnumerable<Rune> Whole(Rune character) =>
        _decompositions.TryGetValue(character, out var parts) ? parts.SelectMany(Whole) : [character];

    private static int Code(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}

using System.Text.RegularExpressions;

namespace Scim.Provisioning.Identities;

/// <summary>The id of an OAuth client: <c>[A-Za-z0-9-]{1,64}</c>.</summary>
public readonly partial record struct ClientId
{
    private readonly string? _value;

    private ClientId(string value) => _value = value;

    /// <summary>The id as text.</summary>
    public string Value => _value ?? throw new InvalidOperationException("No client id was given.");

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text does not match the pattern.</exception>
    public static ClientId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A client id has 1 to 64 characters, A-Z, a-z, 0-9 and '-'.");

    /// <summary>Reads an id; false if the text does not match the pattern.</summary>
    public static bool TryParse(string? text, out ClientId id)
    {
        id = text is not null && Pattern().IsMatch(text) ? new ClientId(text) : default;
        return id._value is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

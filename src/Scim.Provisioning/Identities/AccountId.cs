using System.Text.RegularExpressions;

namespace Scim.Provisioning.Identities;

/// <summary>The name of an account (tenant): <c>[a-z0-9][a-z0-9-]{1,62}</c>. Every key of user data begins with it.</summary>
public readonly partial record struct AccountId
{
    private readonly string? _value;

    private AccountId(string value) => _value = value;

    /// <summary>The name as text.</summary>
    public string Value => _value ?? throw new InvalidOperationException("No account was given.");

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The text does not match the pattern.</exception>
    public static AccountId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException("An account name has 2 to 63 characters, a-z, 0-9 and '-', and does not begin with '-'.");

    /// <summary>Reads a name; false if the text does not match the pattern.</summary>
    public static bool TryParse(string? text, out AccountId id)
    {
        id = text is not null && Pattern().IsMatch(text) ? new AccountId(text) : default;
        return id._value is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

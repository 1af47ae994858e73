using Scim.Provisioning.Tokens;

namespace Scim.Operations.Clients;

/// <summary>Whose assertions shall authenticate a client, as an operator writes it. Texts have 1 to 512 characters.</summary>
/// <param name="Issuer">The <c>iss</c> of an assertion.</param>
/// <param name="Subject">Its <c>sub</c>.</param>
/// <param name="Audience">Its <c>aud</c>; see <see cref="FederatedTrust"/>.</param>
/// <param name="KeySet">Where the issuer publishes its keys: an https address, or http to the machine itself.</param>
/// <param name="Tenant">Its <c>tid</c>; null if that is not looked at.</param>
public sealed record TrustOrder(string Issuer, string Subject, string Audience, string KeySet, string? Tenant)
{
    private const int Longest = 512;

    /// <summary>Says everything that is wrong; nothing if all is right.</summary>
    public IEnumerable<string> Errors()
    {
        (string Name, string? Text)[] texts =
            [("issuer", Issuer), ("subject", Subject), ("audience", Audience), ("tenant", Tenant)];
        foreach (var (name, text) in texts)
        {
            if (text is not null && !IsUsable(text))
                yield return $"The {name} has 1 to {Longest} characters, none of them a control character, and no space around it.";
        }
        if (!WebAddress.TryParse(KeySet, out _))
        {
            yield return "The address of the keys (JWKS) is an absolute https URL of at most 512 characters, "
                + "without user info or fragment; http only to this machine.";
        }
    }

    /// <summary>The trust.</summary>
    /// <exception cref="OperationRefusedException">Something is wrong.</exception>
    public FederatedTrust ToTrust()
    {
        if (string.Join(' ', Errors()) is { Length: > 0 } wrong)
            throw new OperationRefusedException(wrong);
        return new FederatedTrust(Issuer, Subject, Audience, new Uri(KeySet), Tenant);
    }

    // What is compared exactly would never match with a space that was copied along.
    private static bool IsUsable(string text) =>
        text.Length is > 0 and <= Longest && text.Trim().Length == text.Length && !text.Any(char.IsControl);
}

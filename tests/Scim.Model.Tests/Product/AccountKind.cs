namespace Scim.Model.Tests.Product;

/// <summary>The settings of an account that change answers.</summary>
/// <param name="Strict">True for a strict one.</param>
/// <param name="Licences">The licences; null for unlimited.</param>
/// <param name="NamesOptional">True if users need no <c>name.givenName</c> and <c>name.familyName</c>.</param>
internal sealed record AccountKind(bool Strict, int? Licences, bool NamesOptional = false)
{
    /// <summary>For a report.</summary>
    public override string ToString()
    {
        var licences = Licences?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unlimited";
        return $"{(Strict ? "strict" : "lenient")} account{(NamesOptional ? ", names optional" : "")}, licences: {licences}";
    }
}

namespace Scim.Model.Tests.Product;

/// <summary>The settings of an account that change answers.</summary>
/// <param name="Strict">True for a strict one.</param>
/// <param name="Licences">The licences; null for unlimited.</param>
/// <param name="NamesOptional">True if users need no <c>name.givenName</c> and <c>name.familyName</c>.</param>
/// <param name="OwnSchemas">True for one with two schemas of its own.</param>
internal sealed record AccountKind(bool Strict, int? Licences, bool NamesOptional = false, bool OwnSchemas = false)
{
    /// <summary>For a report.</summary>
    public override string ToString()
    {
        var licences = Licences?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unlimited";
        var more = (NamesOptional ? ", names optional" : "") + (OwnSchemas ? ", schemas of its own" : "");
        return $"{(Strict ? "strict" : "lenient")} account{more}, licences: {licences}";
    }
}

namespace Scim.Operations.Accounts;

/// <summary>How many users of an account may be active.</summary>
/// <param name="Owned">How many, at least 0; null for no limit.</param>
public readonly record struct LicenceCount(int? Owned)
{
    /// <summary>No limit.</summary>
    public static LicenceCount Unlimited { get; } = new(Owned: null);
}

namespace Scim.Provisioning.Accounts;

/// <summary>The caller's account has no row any more: it is being deleted, and its tokens are no longer good.</summary>
public sealed class AccountGoneException : Exception
{
    /// <summary>The account is gone.</summary>
    public AccountGoneException()
        : base("The account no longer exists.")
    {
    }
}

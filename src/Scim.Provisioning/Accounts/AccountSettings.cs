using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Accounts;

/// <summary>What an operator sets of how an account's requests are read.</summary>
/// <param name="Strictness">How a request is read that is not as the RFCs have it. Default: lenient.</param>
/// <param name="Names">Whether a user needs <c>name.givenName</c> and <c>name.familyName</c>. Default: it does.</param>
public readonly record struct AccountSettings(Strictness Strictness, NameRule Names = NameRule.Required)
{
    /// <summary>A strictness alone, with names required.</summary>
    public static implicit operator AccountSettings(Strictness strictness) => new(strictness);
}

using Scim.Protocol.Schemas;
using Scim.Provisioning.Requests;

namespace Scim.Provisioning.Accounts;

/// <summary>What an operator sets of how an account's requests are read and logged.</summary>
/// <param name="Strictness">How a request is read that is not as the RFCs have it. Default: lenient.</param>
/// <param name="Names">Whether a user needs <c>name.givenName</c> and <c>name.familyName</c>. Default: it does.</param>
/// <param name="Logging">Which of its requests have an entry in the log of requests. Default: those refused or failed.</param>
public readonly record struct AccountSettings(
    Strictness Strictness, NameRule Names = NameRule.Required, RequestLogging Logging = RequestLogging.Refused)
{
    /// <summary>A strictness alone, with names required.</summary>
    public static implicit operator AccountSettings(Strictness strictness) => new(strictness);
}

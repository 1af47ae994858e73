using Scim.Provisioning.Identities;

namespace Scim.Http.Recording;

/// <summary>Whose request it is.</summary>
/// <param name="Account">The account.</param>
/// <param name="Client">The client.</param>
internal readonly record struct RequestSender(AccountId Account, ClientId Client);

namespace Scim.Provisioning.Identities;

/// <summary>Who asks for something on the users of an account: a client with a token, or an operator.</summary>
/// <param name="Client">What the audit trail names: the client, or in its place the operator.</param>
/// <param name="Account">The account.</param>
public abstract record Actor(ClientId Client, AccountId Account);

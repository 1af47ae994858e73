using Scim.Provisioning.Identities;

namespace Scim.Operations;

/// <summary>
/// What an operator can do about a refusal. It names another use case, which the caller may offer in its own way: as a command to type, or
/// as a link.
/// </summary>
/// <param name="Words">The same as a sentence, for a caller that has no better way.</param>
public abstract record Remedy(string Words)
{
    /// <summary>Look at the accounts.</summary>
    public sealed record SeeAccounts() : Remedy("Look at the list of accounts.");

    /// <summary>Create an account again whose creation broke off.</summary>
    /// <param name="Account">The account.</param>
    public sealed record CreateAgain(AccountId Account) : Remedy("Create it again.");

    /// <summary>Finish a deletion that broke off.</summary>
    /// <param name="Account">The account.</param>
    public sealed record FinishDeletion(AccountId Account) : Remedy("Delete it again to finish that.");

    /// <summary>Let an account have more licences.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Licences">How many it needs in all.</param>
    public sealed record AddLicences(AccountId Account, int Licences) : Remedy($"Let it have {Licences} licences first.");

    /// <summary>Give an account a schema.</summary>
    /// <param name="Account">The account.</param>
    public sealed record AddSchema(AccountId Account) : Remedy("Add it first.");

    /// <summary>Look at the schemas of an account.</summary>
    /// <param name="Account">The account.</param>
    public sealed record SeeSchemas(AccountId Account) : Remedy("Look at the list of its schemas.");

    /// <summary>Look at the streams of an account.</summary>
    /// <param name="Account">The account.</param>
    public sealed record SeeStreams(AccountId Account) : Remedy("Look at the list of its streams.");

    /// <summary>Let a disabled stream take events again.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Stream">The stream.</param>
    public sealed record EnableEvents(AccountId Account, StreamId Stream) : Remedy("Enable it first.");

    /// <summary>Go on with a replay where it ended.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Stream">The stream.</param>
    public sealed record ResumeReplay(AccountId Account, StreamId Stream) : Remedy("Resume it later.");

    /// <summary>Tell every user anew.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Stream">The stream.</param>
    public sealed record ReplayAnew(AccountId Account, StreamId Stream) : Remedy("Replay it anew.");

    /// <summary>Look at the clients.</summary>
    public sealed record SeeClients() : Remedy("Look at the list of clients.");

    /// <summary>Leave a client its newest secret only.</summary>
    /// <param name="Client">The client.</param>
    public sealed record DropOldSecret(ClientId Client) : Remedy("Drop the old one first.");

    /// <summary>Let a client in again.</summary>
    /// <param name="Client">The client.</param>
    public sealed record EnableClient(ClientId Client) : Remedy("Enable it first.");

    /// <summary>Look at the tokens.</summary>
    public sealed record SeeTokens() : Remedy("Look at the list of tokens.");

    /// <summary>Look at the users of the account.</summary>
    public sealed record SeeUsers() : Remedy("Look at the list of its users.");

    /// <summary>Import the file as new users instead of restoring them.</summary>
    public sealed record ImportInstead() : Remedy("Import the file as new users to give new ids and times.");

    /// <summary>Look at the users of an account.</summary>
    /// <param name="Account">The account.</param>
    public sealed record SeeUsersOf(AccountId Account) : Remedy("Look at its users.");

    /// <summary>Look at who changed which user.</summary>
    /// <param name="Account">The account.</param>
    public sealed record SeeAudit(AccountId Account) : Remedy("Look at who changed which user.");

    /// <summary>Look at a client: whether it is disabled, its scopes, and when its secrets end.</summary>
    /// <param name="Client">The client.</param>
    public sealed record SeeClient(ClientId Client) : Remedy("Look at the client.");

    /// <summary>Give a client a new token.</summary>
    /// <param name="Client">The client.</param>
    public sealed record IssueToken(ClientId Client) : Remedy("Issue a new token.");

    /// <summary>Give a client a new secret.</summary>
    /// <param name="Client">The client.</param>
    public sealed record RotateSecret(ClientId Client) : Remedy("Make a new secret.");

    /// <summary>Let a client call faster.</summary>
    /// <param name="Client">The client.</param>
    public sealed record SetRate(ClientId Client) : Remedy("Let the client call faster.");

    /// <summary>Let an account take users without given and family names.</summary>
    /// <param name="Account">The account.</param>
    public sealed record NeedNoNames(AccountId Account) : Remedy("Let the account take users without names.");

    /// <summary>Let an account ignore what its schemas do not know.</summary>
    /// <param name="Account">The account.</param>
    public sealed record BeLenient(AccountId Account) : Remedy("Let the account be lenient.");

    /// <summary>See whether storage answers and agrees with itself.</summary>
    public sealed record CheckStorage() : Remedy("Check the storage.");

    /// <summary>Look at the signing keys of the value at hand.</summary>
    public sealed record SeeSigningKeys() : Remedy("Look at the list of its keys.");

    /// <summary>Do the same, and insist on it.</summary>
    public sealed record Insist() : Remedy("Insist on it to do it all the same.");

    /// <summary>Do the same again.</summary>
    public sealed record TryAgain() : Remedy("Try again.");
}

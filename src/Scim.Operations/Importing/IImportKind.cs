using Scim.Operations.Files;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Importing;

/// <summary>What the lines of a file mean.</summary>
internal interface IImportKind
{
    /// <summary>True if a userName that is taken means that the line's user is there already.</summary>
    bool IsIdempotent { get; }

    /// <summary>The user that a line without fault describes.</summary>
    /// <exception cref="ScimException">The line describes none.</exception>
    /// <exception cref="OperationRefusedException">The line describes none of this kind.</exception>
    NewUser Read(UserFileLine line);

    /// <summary>Why a user cannot stand beside the ones before it in the file; null if it can.</summary>
    string? FaultOf(NewUser user);

    /// <summary>Goes on only if the account can take the users.</summary>
    /// <exception cref="OperationRefusedException">It cannot.</exception>
    Task CheckAccountAsync(CancellationToken cancellationToken);

    /// <summary>True if the very user is in the account already.</summary>
    bool IsThere(NewUser user);
}

/// <summary>Users as a client of the service would create them: with ids and times of their own.</summary>
/// <param name="account">The account.</param>
/// <param name="rules">How the account reads requests.</param>
/// <param name="time">The clock.</param>
internal sealed class CreatedUsers(AccountId account, ReadingRules rules, TimeProvider time) : IImportKind
{
    public bool IsIdempotent => true;

    public NewUser Read(UserFileLine line)
    {
        FileSchemas.Check(line.Body, rules.Type, account, mustFit: false);
        return NewUser.Read(line.Number, UserId.New(time.GetUtcNow()), line.Body, rules);
    }

    public string? FaultOf(NewUser user) => null;

    public Task CheckAccountAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public bool IsThere(NewUser user) => false;
}

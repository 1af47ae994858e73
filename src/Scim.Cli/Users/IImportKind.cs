using Scim.Cli.Running;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary>What the lines of a file mean.</summary>
internal interface IImportKind
{
    /// <summary>True if a userName that is taken means that the line's user is there already.</summary>
    bool IsIdempotent { get; }

    /// <summary>The user that a line without fault describes.</summary>
    /// <exception cref="ScimException">The line describes none.</exception>
    NewUser Read(UserFileLine line);

    /// <summary>Why a user cannot stand beside the ones before it in the file; null if it can.</summary>
    string? FaultOf(NewUser user);

    /// <summary>Goes on only if the account can take the users.</summary>
    /// <exception cref="Output.CliException">It cannot.</exception>
    Task CheckAccountAsync();

    /// <summary>True if the very user is in the account already.</summary>
    bool IsThere(NewUser user);
}

/// <summary>Users as a client of the service would create them: with ids and times of their own.</summary>
/// <param name="session">The run.</param>
/// <param name="rules">How the account reads requests.</param>
internal sealed class CreatedUsers(Session session, ReadingRules rules) : IImportKind
{
    public bool IsIdempotent => true;

    public NewUser Read(UserFileLine line) =>
        NewUser.Read(line.Number, UserId.New(session.Time.GetUtcNow()), line.Body, rules);

    public string? FaultOf(NewUser user) => null;

    public Task CheckAccountAsync() => Task.CompletedTask;

    public bool IsThere(NewUser user) => false;
}

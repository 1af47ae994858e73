using System.Text;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary>
/// Adds the users of a file to an account. The whole file is checked before anything is written, and who is there already is left
/// alone, so that an import that was cut off can be run again.
/// </summary>
/// <param name="session">The run.</param>
/// <param name="account">The account.</param>
/// <param name="rules">How the account reads requests.</param>
/// <param name="path">The file.</param>
/// <param name="kind">What a line means.</param>
internal sealed class UserImport(Session session, AccountId account, ReadingRules rules, string path, IImportKind kind)
{
    private readonly ImportTally _tally = new();

    /// <summary>Checks every line and reports what is wrong.</summary>
    /// <returns>How many users the file holds.</returns>
    /// <exception cref="CliException">A line is wrong, or the account cannot take the users.</exception>
    public async Task<int> CheckAsync()
    {
        // As userNames are compared by the service.
        var names = new HashSet<string>(CaselessText.Comparer);
        var (users, wrong) = (0, 0);
        try
        {
            await foreach (var line in UserFile.ReadAsync(path, session.Stop))
            {
                users++;
                if (FaultOf(line, names) is not { } fault) continue;
                wrong++;
                session.Say($"Line {line.Number}: {fault}");
            }
        }
        catch (DecoderFallbackException)
        {
            throw new CliException($"The file '{path}' is not UTF-8. Nothing was written.");
        }
        if (wrong > 0) throw new CliException($"{wrong} of {users} users are wrong. Nothing was written.");
        await kind.CheckAccountAsync();
        return users;
    }

    /// <summary>Adds the users.</summary>
    /// <param name="users">How many there are.</param>
    public async Task<ImportReport> CreateAsync(int users)
    {
        try
        {
            await ImportProgress.RunAsync(session.Progress, users, done => session.Get<UserLoader>().LoadAsync(
                Operator.RequestFor(account, rules),
                NewUsersAsync(done),
                outcome =>
                {
                    Note(outcome);
                    done();
                },
                session.Stop));
        }
        catch
        {
            var soFar = _tally.Report(users);
            session.Say($"{soFar.Created} were created and {soFar.AlreadyThere} were there already. Run the import again to go on.");
            throw;
        }
        return _tally.Report(users);
    }

    private async IAsyncEnumerable<NewUser> NewUsersAsync(Action done)
    {
        await foreach (var line in UserFile.ReadAsync(path, session.Stop))
        {
            if (Read(line) is not { } user) _tally.Failed(line.Number);
            else if (kind.IsThere(user)) _tally.WasThere();
            else
            {
                yield return user;
                continue;
            }
            done();
        }
    }

    /// <summary>The line's user; null if the line has become wrong since it was checked.</summary>
    private NewUser? Read(UserFileLine line)
    {
        try
        {
            return line.Fault is null ? kind.Read(line) : null;
        }
        catch (ScimException)
        {
            return null;
        }
    }

    private void Note(NewUserOutcome outcome)
    {
        if (outcome.Created is { } created)
        {
            _tally.Created(waits: created.WaitingForLicence && !outcome.User.WaitingForLicence);
        }
        else if (kind.IsIdempotent && outcome.Refusal?.Type == ImportTally.Taken)
        {
            _tally.WasThere();
        }
        else
        {
            session.Say($"Line {outcome.User.Number}: {outcome.Refusal?.Detail}");
            _tally.Failed(outcome.User.Number);
        }
    }

    private string? FaultOf(UserFileLine line, HashSet<string> names)
    {
        if (line.Fault is not null) return line.Fault;
        try
        {
            var user = kind.Read(line);
            // The rules demand a userName.
            return names.Add((string)user.Resource[UserResource.UserName]!)
                ? kind.FaultOf(user)
                : "The userName stands in an earlier line already.";
        }
        catch (ScimException wrong)
        {
            return wrong.Error.Detail;
        }
    }
}

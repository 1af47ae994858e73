using System.Text;
using Scim.Cli.Running;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary>
/// Creates the users of a file as a client of the service would. The whole file is checked before anything is written, and who is
/// there already is left alone, so that an import that was cut off can be run again.
/// </summary>
/// <param name="session">The run.</param>
/// <param name="account">The account.</param>
/// <param name="path">The file.</param>
internal sealed class UserImport(Session session, AccountSnapshot account, string path)
{
    private const int AtOnce = 8;
    private static readonly string? Taken = ScimError.Uniqueness("").Type;

    private readonly ImportTally _tally = new();

    /// <summary>Checks every line and reports what is wrong.</summary>
    /// <returns>How many users the file holds.</returns>
    /// <exception cref="CliException">A line is wrong.</exception>
    public async Task<int> CheckAsync()
    {
        // As userNames are compared by the service.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (users, wrong) = (0, 0);
        try
        {
            await foreach (var line in UserFile.ReadAsync(path, session.Stop))
            {
                users++;
                if ((line.Fault ?? FaultOf(line, names)) is not { } fault) continue;
                wrong++;
                session.Say($"Line {line.Number}: {fault}");
            }
        }
        catch (DecoderFallbackException)
        {
            throw new CliException($"The file '{path}' is not UTF-8. Nothing was written.");
        }
        return wrong == 0 ? users : throw new CliException($"{wrong} of {users} users are wrong. Nothing was written.");
    }

    /// <summary>Creates the users.</summary>
    /// <param name="users">How many there are.</param>
    public async Task<ImportReport> CreateAsync(int users)
    {
        var request = Operator.RequestFor(account.Account);
        try
        {
            await ImportProgress.RunAsync(session.Progress, users, done => Parallel.ForEachAsync(
                UserFile.ReadAsync(path, session.Stop),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = session.Stop },
                async (line, stop) =>
                {
                    await CreateAsync(request, line, stop);
                    done();
                }));
        }
        catch
        {
            var soFar = _tally.Report(users);
            session.Say($"{soFar.Created} were created and {soFar.AlreadyThere} were there already. Run the import again to go on.");
            throw;
        }
        return _tally.Report(users);
    }

    private async Task CreateAsync(UserRequest request, UserFileLine line, CancellationToken stop)
    {
        try
        {
            var user = await session.Get<UserService>().CreateAsync(request, line.Body, stop);
            _tally.Created(user.WaitingForLicence);
        }
        catch (ScimException refusal) when (refusal.Error.Type == Taken)
        {
            _tally.WasThere();
        }
        catch (ScimException refusal)
        {
            session.Say($"Line {line.Number}: {refusal.Error.Detail}");
            _tally.Failed(line.Number);
        }
    }

    private string? FaultOf(UserFileLine line, HashSet<string> names)
    {
        try
        {
            var user = UserRules.Read(line.Body, account.Strictness);
            // The rules demand a userName.
            return names.Add((string)user[UserResource.UserName]!) ? null : "The userName stands in an earlier line already.";
        }
        catch (ScimException wrong)
        {
            return wrong.Error.Detail;
        }
    }
}

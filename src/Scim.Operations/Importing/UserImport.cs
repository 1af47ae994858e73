using System.Runtime.CompilerServices;
using System.Text;
using Scim.Operations.Files;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Importing;

/// <summary>
/// Adds the users of a file to an account. The whole file is checked before anything is written, and who is there already is left
/// alone, so that an import that was cut off can be run again.
/// </summary>
public sealed class UserImport
{
    private static readonly string? Taken = ScimError.Uniqueness("").Type;

    private readonly UserLoader _loader;
    private readonly AccountId _account;
    private readonly ReadingRules _rules;
    private readonly UserFile _file;
    private readonly IImportKind _kind;
    private bool _isRight;

    internal UserImport(UserLoader loader, AccountId account, ReadingRules rules, UserFile file, IImportKind kind) =>
        (_loader, _account, _rules, _file, _kind) = (loader, account, rules, file, kind);

    /// <summary>Checks every line, and after the last the account. Nothing is written.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is wrong with each line.</returns>
    /// <exception cref="OperationRefusedException">
    /// After the last line: a line is wrong, or the account cannot take the users. At once: the file is not UTF-8.
    /// </exception>
    public async IAsyncEnumerable<CheckedLine> CheckAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // As userNames are compared by the service.
        var names = new HashSet<string>(CaselessText.Comparer);
        var (users, wrong) = (0, 0);
        await using var lines = UserFileReader.ReadAsync(_file, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await HasNextAsync(lines))
        {
            var fault = FaultOf(lines.Current, names);
            users++;
            if (fault is not null) wrong++;
            yield return new CheckedLine(lines.Current.Number, fault);
        }
        if (wrong > 0) throw new OperationRefusedException($"{wrong} of {users} users are wrong. Nothing was written.");
        await Refusals.ToldAsync(async () =>
        {
            await _kind.CheckAccountAsync(cancellationToken);
            return true;
        });
        _isRight = true;
    }

    /// <summary>Adds the users, once a check has found nothing wrong.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Breaks off between two transactions.</param>
    /// <returns>What became of each, not always in the order of the file.</returns>
    /// <exception cref="OperationRefusedException">The account is being deleted, or others were faster every time.</exception>
    /// <exception cref="InvalidOperationException">The file was not checked, or is wrong.</exception>
    public IAsyncEnumerable<ImportedUser> RunAsync(OperatorIdentity by, CancellationToken cancellationToken) => _isRight
        ? RunAsync(by.CallFor(_account, _rules), cancellationToken).Told(cancellationToken)
        : throw new InvalidOperationException("An import is checked to its end before it is run.");

    private async IAsyncEnumerable<ImportedUser> RunAsync(
        CallContext call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var passedOver = new Queue<ImportedUser>();
        await using var outcomes =
            _loader.LoadAsync(call, NewUsersAsync(passedOver, cancellationToken), cancellationToken).GetAsyncEnumerator(cancellationToken);
        bool hasMore;
        do
        {
            // Whatever ends it, what was passed over before is told of.
            var moving = outcomes.MoveNextAsync().AsTask();
            await ((Task)moving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (passedOver.TryDequeue(out var user)) yield return user;
            hasMore = await moving;
            if (hasMore) yield return Of(outcomes.Current);
        }
        while (hasMore);
    }

    private async IAsyncEnumerable<NewUser> NewUsersAsync(
        Queue<ImportedUser> passedOver, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in UserFileReader.ReadAsync(_file, cancellationToken))
        {
            if (Read(line) is not { } user) passedOver.Enqueue(new ImportedUser(line.Number, ImportResult.Failed));
            else if (_kind.IsThere(user)) passedOver.Enqueue(new ImportedUser(line.Number, ImportResult.AlreadyThere));
            else yield return user;
        }
    }

    /// <summary>The line's user; null if the line has become wrong since it was checked.</summary>
    private NewUser? Read(UserFileLine line)
    {
        try
        {
            return line.Fault is null ? _kind.Read(line) : null;
        }
        catch (Exception wrong) when (Refusals.Of(wrong) is not null)
        {
            return null;
        }
    }

    private ImportedUser Of(NewUserOutcome outcome)
    {
        var line = outcome.User.Number;
        if (outcome.Created is { } created)
        {
            var lacksLicence = created.WaitingForLicence && !outcome.User.WaitingForLicence;
            return new ImportedUser(line, lacksLicence ? ImportResult.CreatedWaiting : ImportResult.Created);
        }
        return _kind.IsIdempotent && outcome.Refusal?.Type == Taken
            ? new ImportedUser(line, ImportResult.AlreadyThere)
            : new ImportedUser(line, ImportResult.Failed, outcome.Refusal is { } refusal ? new OperationRefusal(refusal.Detail) : null);
    }

    private async Task<bool> HasNextAsync(IAsyncEnumerator<UserFileLine> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (DecoderFallbackException)
        {
            throw new OperationRefusedException($"The file '{_file.Name}' is not UTF-8. Nothing was written.");
        }
    }

    private OperationRefusal? FaultOf(UserFileLine line, HashSet<string> names)
    {
        if (line.Fault is not null) return new OperationRefusal(line.Fault);
        try
        {
            var user = _kind.Read(line);
            // The rules demand a userName.
            var fault = names.Add((string)user.Resource[UserResource.UserName]!)
                ? _kind.FaultOf(user)
                : "The userName stands in an earlier line already.";
            return fault is null ? null : new OperationRefusal(fault);
        }
        catch (Exception wrong) when (Refusals.Of(wrong) is { } refusal)
        {
            return refusal;
        }
    }
}

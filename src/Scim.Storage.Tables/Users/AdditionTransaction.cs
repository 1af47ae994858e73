using Azure;
using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Accounts;
using Scim.Storage.Tables.Limits;

namespace Scim.Storage.Tables.Users;

/// <summary>The rows of as many new users as fit into one transaction, and last the account row.</summary>
internal sealed class AdditionTransaction
{
    // More than its keys and three numbers take.
    private const int SizeOfAccountRow = 1_000;

    private readonly List<(UserTransactionRole Role, int User, TableTransactionAction Action)> _rows = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private int _size;

    public AdditionTransaction(AccountSnapshot account, IReadOnlyList<UserAddition> users)
    {
        while (Count < users.Count && TryAdd(account.Account, users[Count]))
            Count++;
        if (Count == 0)
            throw new ArgumentException("There is no user to add.", nameof(users));
        var last = users[Count - 1].Audit;
        After = account with
        {
            LicencesInUse = last.LicencesInUseAfter ?? throw WithoutCounters(),
            Users = last.UsersAfter ?? throw WithoutCounters(),
            Turnover = account.Turnover + Count,
        };
        var counters = AccountRow.Counters(After);
        _rows.Add((UserTransactionRole.Account, Count, new(TableTransactionActionType.UpdateMerge, counters, new ETag(account.ETag))));

        static ArgumentException WithoutCounters() => new("An audit entry lacks the counters.", nameof(users));
    }

    /// <summary>How many users it adds, from the first on.</summary>
    public int Count { get; private set; }

    /// <summary>The account row as it will be, with the tag that it had.</summary>
    public AccountSnapshot After { get; }

    /// <summary>What is sent, in order; the account row is the last.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => [.. _rows.Select(row => row.Action)];

    /// <summary>What the row at a place is for, and the place of its user.</summary>
    public (UserTransactionRole Role, int User) At(int place) => (_rows[place].Role, _rows[place].User);

    private bool TryAdd(AccountId account, UserAddition addition)
    {
        var rows = RowsOf(account, addition).ToList();
        var size = rows.Sum(row => AzureLimits.SizeOf((TableEntity)row.Action.Entity));
        var fits = _rows.Count + rows.Count < AzureLimits.RowsOfTransaction
            && _size + size < AzureLimits.TransactionSize - SizeOfAccountRow;
        if (Count > 0 && (!fits || rows.Exists(row => _keys.Contains(row.Action.Entity.RowKey))))
            return false;
        _size += size;
        foreach (var (role, action) in rows)
        {
            _keys.Add(action.Entity.RowKey);
            _rows.Add((role, Count, action));
        }
        return true;
    }

    private static IEnumerable<(UserTransactionRole Role, TableTransactionAction Action)> RowsOf(AccountId account, UserAddition addition)
    {
        yield return (UserTransactionRole.User, new(TableTransactionActionType.Add, UserRow.Write(account, addition.User)));
        foreach (var index in IndexRow.Of(addition.User).Values)
        {
            yield return index.Unique
                ? (UserTransactionRole.UserName, new(TableTransactionActionType.Add, index.Write(account)))
                : (UserTransactionRole.Index, new(TableTransactionActionType.UpsertReplace, index.Write(account)));
        }
        yield return (UserTransactionRole.Audit, new(TableTransactionActionType.Add, AuditRow.Write(addition.Audit)));
    }
}

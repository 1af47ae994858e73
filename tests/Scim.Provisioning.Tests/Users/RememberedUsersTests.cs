using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

/// <summary>What an instance remembers of users: a minute, within bounds, each account for itself.</summary>
public sealed class RememberedUsersTests
{
    private static readonly AccountId Acme = AccountId.Parse("acme");
    private static readonly AccountId Globex = AccountId.Parse("globex");

    private const int MostBytesOfAccount = 6 * 1024 * 1024;
    private const int BytesOfRecord = 800; // Beside six times its document.
    private const int OfAccount = 48; // So many users of this size are all that an account may have.
    private const int DocumentOf48 = (MostBytesOfAccount / OfAccount - BytesOfRecord) / 6;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RememberedUsers _remembered;

    public RememberedUsersTests() => _remembered = new RememberedUsers(_time);

    [Fact]
    public void A_user_is_remembered_for_a_minute_by_its_own_account()
    {
        var user = User();
        _remembered.Note(Acme, user);
        _time.Advance(TimeSpan.FromSeconds(59));

        Assert.Same(user, _remembered.Find(Acme, user.Id));
        Assert.Null(_remembered.Find(Globex, user.Id));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_remembered.Find(Acme, user.Id));
    }

    [Fact]
    public void A_version_that_was_read_before_it_was_replaced_does_not_come_back()
    {
        var early = User();
        _time.Advance(TimeSpan.FromSeconds(1));
        var late = User(id: early.Id);
        _remembered.Note(Acme, late);
        _remembered.Note(Acme, early);

        Assert.Same(late, _remembered.Find(Acme, early.Id));
    }

    [Fact]
    public void What_is_forgotten_is_gone_and_may_be_noted_again()
    {
        var user = User();
        _remembered.Note(Acme, user);
        _remembered.Forget(Acme, user.Id);
        _remembered.Forget(Acme, user.Id);
        _remembered.Forget(Globex, user.Id);

        Assert.Null(_remembered.Find(Acme, user.Id));
        _remembered.Note(Acme, user);
        Assert.Same(user, _remembered.Find(Acme, user.Id));
    }

    [Fact]
    public void Of_100_000_users_of_one_account_the_last_that_fit_are_remembered()
    {
        const int Bytes = 1_000;
        var users = Enumerable.Range(0, 100_000).Select(_ => User(Bytes)).ToList();
        foreach (var user in users)
            _remembered.Note(Acme, user);

        var kept = users.FindAll(user => _remembered.Find(Acme, user.Id) is not null);
        Assert.InRange(kept.Count, 500, 6 * 1024 * 1024 / Bytes);
        Assert.Equal(users[^kept.Count..], kept);
    }

    [Fact]
    public void Many_accounts_together_are_remembered_within_the_bound_of_all()
    {
        const int Bytes = 10_000;
        var users = Enumerable.Range(0, 100).Select(number => AccountId.Parse($"account-{number}"))
            .SelectMany(account => Enumerable.Range(0, 50).Select(_ => (Account: account, User: User(Bytes))))
            .ToList();
        foreach (var (account, user) in users)
            _remembered.Note(account, user);

        var kept = users.FindAll(one => _remembered.Find(one.Account, one.User.Id) is not null);
        Assert.InRange(kept.Count, 300, 24 * 1024 * 1024 / Bytes);
        Assert.Equal(users[^kept.Count..], kept);
    }

    [Fact]
    public void A_user_larger_than_an_account_may_have_is_not_remembered()
    {
        var small = User();
        _remembered.Note(Acme, small);
        var large = User(2 * 1024 * 1024);
        _remembered.Note(Acme, large);

        Assert.Null(_remembered.Find(Acme, large.Id));
        Assert.Same(small, _remembered.Find(Acme, small.Id));
    }

    [Fact]
    public void A_user_that_has_grown_larger_than_an_account_may_have_is_forgotten()
    {
        var fits = User((MostBytesOfAccount - BytesOfRecord) / 6);
        _remembered.Note(Acme, fits);
        Assert.Same(fits, _remembered.Find(Acme, fits.Id));

        _remembered.Note(Acme, User(fits.Document.Length + 1, fits.Id));

        Assert.Null(_remembered.Find(Acme, fits.Id));
    }

    [Fact]
    public void Of_an_account_exactly_its_bytes_are_remembered_what_no_type_knows_included()
    {
        var users = Enumerable.Range(0, OfAccount).Select(_ => User(DocumentOf48 - 1_000, unseen: 1_000)).ToList();
        foreach (var user in users)
            _remembered.Note(Acme, user);
        Assert.All(users, user => Assert.Same(user, _remembered.Find(Acme, user.Id)));

        var more = User(1);
        _remembered.Note(Acme, more);

        Assert.Null(_remembered.Find(Acme, users[0].Id));
        Assert.All(users.Skip(1).Append(more), user => Assert.Same(user, _remembered.Find(Acme, user.Id)));
    }

    [Fact]
    public void Who_is_noted_again_is_the_last_to_go_and_counts_once()
    {
        var users = Enumerable.Range(0, OfAccount).Select(_ => User(DocumentOf48)).ToList();
        foreach (var user in users.Append(users[0]).Append(users[0]))
            _remembered.Note(Acme, user);
        Assert.All(users, user => Assert.Same(user, _remembered.Find(Acme, user.Id)));

        _remembered.Note(Acme, User(1));

        Assert.Same(users[0], _remembered.Find(Acme, users[0].Id));
        Assert.Null(_remembered.Find(Acme, users[1].Id));
    }

    [Fact]
    public void What_is_forgotten_makes_room()
    {
        var users = Enumerable.Range(0, OfAccount).Select(_ => User(DocumentOf48)).ToList();
        foreach (var user in users)
            _remembered.Note(Acme, user);
        _remembered.Forget(Acme, users[5].Id);
        users[5] = User(DocumentOf48);

        _remembered.Note(Acme, users[5]);

        Assert.All(users, user => Assert.Same(user, _remembered.Find(Acme, user.Id)));
    }

    [Fact]
    public void Of_all_accounts_that_which_was_noted_in_longest_ago_makes_room_by_its_oldest_users()
    {
        var accounts = Enumerable.Range(0, 4).Select(number => AccountId.Parse($"account-{number}")).ToList();
        var users = accounts.ConvertAll(_ => Enumerable.Range(0, OfAccount).Select(_ => User(DocumentOf48)).ToList());
        for (var number = 0; number < accounts.Count; number++)
            users[number].ForEach(user => _remembered.Note(accounts[number], user));
        Assert.All(users.Zip(accounts), one => Assert.All(one.First, user => Assert.NotNull(_remembered.Find(one.Second, user.Id))));
        _remembered.Note(accounts[0], users[0][0]);

        _remembered.Note(Acme, User(1));

        Assert.Null(_remembered.Find(accounts[1], users[1][0].Id));
        users[1].RemoveAt(0);
        Assert.All(users.Zip(accounts), one => Assert.All(one.First, user => Assert.NotNull(_remembered.Find(one.Second, user.Id))));
    }

    [Fact]
    public void What_is_read_again_is_remembered_for_another_minute()
    {
        var user = User();
        _remembered.Note(Acme, user);
        _time.Advance(TimeSpan.FromSeconds(50));
        _remembered.Note(Acme, user);
        _time.Advance(TimeSpan.FromSeconds(50));

        Assert.Same(user, _remembered.Find(Acme, user.Id));
    }

    [Fact]
    public void What_has_become_too_old_makes_room_and_does_not_come_back()
    {
        var users = Enumerable.Range(0, OfAccount).Select(_ => User(DocumentOf48)).ToList();
        users.ForEach(user => _remembered.Note(Acme, user));
        _time.Advance(TimeSpan.FromMinutes(1));

        var (late, elsewhere) = (User(), User());
        _remembered.Note(Acme, late);
        _remembered.Note(Globex, elsewhere);

        Assert.All(users, user => Assert.Null(_remembered.Find(Acme, user.Id)));
        Assert.Same(late, _remembered.Find(Acme, late.Id));
        Assert.Same(elsewhere, _remembered.Find(Globex, elsewhere.Id));
    }

    private UserRecord User(int bytes = 100, UserId? id = null, int unseen = 0) =>
        PlainUser.Of(_time.GetUtcNow(), new byte[bytes], id, unseen: new byte[unseen]);
}

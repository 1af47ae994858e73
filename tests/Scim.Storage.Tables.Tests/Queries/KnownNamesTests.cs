using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Queries;

namespace Scim.Storage.Tables.Tests.Queries;

public sealed class KnownNamesTests
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private readonly KnownNames _names = new();

    [Fact]
    public void A_name_is_known_to_its_own_account_with_its_last_holder()
    {
        var (first, second) = (NewId(), NewId());
        _names.Note(Acme, "ada", first);
        _names.Note(Acme, "ada", second);

        Assert.Equal(second, _names.Find(Acme, "ada"));
        Assert.Null(_names.Find(AccountId.Parse("globex"), "ada"));
        Assert.Null(_names.Find(Acme, "grace"));
    }

    [Fact]
    public void Of_many_names_the_last_5_000_to_10_000_are_known()
    {
        for (var number = 0; number < 23_456; number++)
            _names.Note(Acme, $"name{number}", NewId());

        var known = Enumerable.Range(0, 23_456).Where(number => _names.Find(Acme, $"name{number}") is not null).ToList();
        Assert.InRange(known.Count, 5_000, 10_000);
        Assert.Equal(Enumerable.Range(23_456 - known.Count, known.Count), known);
    }

    private static UserId NewId() => UserId.New(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
}

using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Queries;

namespace Scim.Storage.Tables.Tests.Queries;

public sealed class ListPositionsTests
{
    private const long Turnover = 7;

    private readonly FakeTimeProvider _time = new(Sample.Start);
    private readonly ListPositions _positions;

    public ListPositionsTests() => _positions = new ListPositions(_time);

    [Fact]
    public void Begin_at_the_start() => Assert.Equal((1, "user:"), Nearest(Sample.Account, 500));

    [Theory]
    [InlineData(100, 1, "user:")]
    [InlineData(101, 101, "a")]
    [InlineData(200, 101, "a")]
    [InlineData(201, 201, "b")]
    [InlineData(9_999, 201, "b")]
    public void Give_the_nearest_one_before(int startIndex, int expected, string after)
    {
        _positions.Remember(Sample.Account, 201, "b", Turnover);
        _positions.Remember(Sample.Account, 101, "a", Turnover);

        Assert.Equal((expected, after), Nearest(Sample.Account, startIndex));
        Assert.Equal((1, "user:"), Nearest(AccountId.Parse("other"), startIndex));
    }

    [Fact]
    public void Are_overwritten_by_the_page_that_passes()
    {
        _positions.Remember(Sample.Account, 101, "old", Turnover);
        _positions.Remember(Sample.Account, 101, "new", Turnover);

        Assert.Equal((101, "new"), Nearest(Sample.Account, 101));
    }

    [Fact]
    public void Live_for_a_minute()
    {
        _positions.Remember(Sample.Account, 101, "a", Turnover);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((101, "a"), Nearest(Sample.Account, 101));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, "user:"), Nearest(Sample.Account, 101));
    }

    [Fact]
    public void Are_bounded_in_an_account()
    {
        for (var page = 1; page <= 40; page++)
            _positions.Remember(Sample.Account, page * 100, page.ToString(CultureInfo.InvariantCulture), Turnover);

        Assert.Equal((4_000, "40"), Nearest(Sample.Account, 4_000));
        Assert.Equal((900, "9"), Nearest(Sample.Account, 999));
        Assert.Equal((1, "user:"), Nearest(Sample.Account, 899));
    }

    [Fact]
    public void Are_bounded_in_all_and_keep_the_fresh()
    {
        for (var number = 0; number < 999; number++)
            _positions.Remember(Number(number), 101, "a", Turnover);
        _time.Advance(TimeSpan.FromMinutes(2));
        _positions.Remember(Number(999), 101, "a", Turnover);
        _positions.Remember(Number(1_000), 101, "a", Turnover);

        Assert.Equal((101, "a"), Nearest(Number(999), 101));
        Assert.Equal((101, "a"), Nearest(Number(1_000), 101));

        for (var number = 2_000; number < 3_200; number++)
            _positions.Remember(Number(number), 101, "a", Turnover);
        Assert.Equal((1, "user:"), Nearest(Number(999), 101));
        Assert.Equal((101, "a"), Nearest(Number(3_199), 101));
    }

    [Fact]
    public void Hold_at_an_equal_turnover_only()
    {
        _positions.Remember(Sample.Account, 101, "a", Turnover);
        _positions.Remember(Sample.Account, 201, "b", Turnover + 1);

        Assert.Equal((101, "a"), Nearest(Sample.Account, 500, Turnover));
        Assert.Equal((201, "b"), Nearest(Sample.Account, 500, Turnover + 1));
        Assert.Equal((1, "user:"), Nearest(Sample.Account, 500, Turnover + 2));
    }

    [Fact]
    public void Keep_the_highest_turnover_seen()
    {
        Assert.Null(_positions.LastSeen(Sample.Account));
        foreach (var seen in (long[])[3, 5, 4])
            _positions.See(new AccountSnapshot(Sample.Account, null, 0, 0, Strictness.Lenient, "") { Turnover = seen });

        Assert.Equal(5, _positions.LastSeen(Sample.Account));
    }

    private static AccountId Number(int number) => AccountId.Parse(string.Create(CultureInfo.InvariantCulture, $"a{number:D5}"));

    private (int StartIndex, string After) Nearest(AccountId account, int startIndex, long? turnover = null)
    {
        var position = _positions.Nearest(account, startIndex, turnover);
        return (position.StartIndex, position.After);
    }
}

using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Tests.Identities;

public sealed class WriteIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Extremes =>
    [
        "019b76da-a800-7000-8000-000000000000",
        "019b76da-a800-7000-bfff-ffffffffffff",
        "019b76da-a800-7ffe-bfff-ffffffffffff",
        "019b76da-a800-7fff-8000-000000000000",
        "019b76da-a800-7fff-bfff-fffffffffffd",
        "019b76da-a800-7fff-bfff-fffffffffffe",
        "00000000-0000-7000-8000-000000000000",
        "e677d21f-dbff-7fff-8000-000000000000",
    ];

    [Theory]
    [MemberData(nameof(Extremes))]
    public void A_repeated_id_is_later_within_the_same_millisecond_also_at_the_ends_of_it(string id)
    {
        var version = new WriteId(Guid.Parse(id));
        for (var times = 0; times < 1_000; times++)
            IsBetween(version, version.Repeated());
    }

    [Fact]
    public void The_last_id_of_a_millisecond_has_none_later()
    {
        var last = new WriteId(Guid.Parse("019b76da-a800-7fff-bfff-ffffffffffff"));

        Assert.Equal(last, last.Repeated());
    }

    [Fact]
    public void A_repeated_id_lies_before_the_next_version_and_is_another_each_time()
    {
        for (var times = 0; times < 1_000; times++)
        {
            var version = WriteId.New(Now.AddTicks(times * 1_001));
            var repeated = version.Repeated();

            IsBetween(version, repeated);
            var next = WriteId.New(Now.AddHours(-1), version);
            Assert.True(string.CompareOrdinal(repeated.ToString(), next.ToString()) < 0);
            Assert.NotEqual(repeated, version.Repeated());
        }
    }

    private static void IsBetween(WriteId version, WriteId repeated)
    {
        Assert.True(string.CompareOrdinal(version.ToString(), repeated.ToString()) < 0, $"{version} {repeated}");
        Assert.Equal(version.Time.UtcTicks, repeated.Time.UtcTicks);
        Assert.Equal((7, 8), (repeated.Value.Version, repeated.Value.Variant & 0xC));
    }
}

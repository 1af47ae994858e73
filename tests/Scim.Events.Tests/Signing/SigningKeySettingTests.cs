using Scim.Events.Signing;

namespace Scim.Events.Tests.Signing;

public sealed class SigningKeySettingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_written_is_read_again_and_stands_on_one_line()
    {
        SigningKeyEntry[] keys = [SigningKeySetting.Create("ES256", Now, Now), SigningKeySetting.Create("RS256", Now.AddHours(48), Now)];

        var value = SigningKeySetting.Write(keys);

        Assert.Equal(keys, SigningKeySetting.Read(value));
        Assert.DoesNotContain('\n', value);
        Assert.Contains("\"signsFrom\":\"2026-11-30T12:00:00Z\"", value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_key_has_an_id_of_its_own_that_names_algorithm_and_day()
    {
        var ids = Enumerable.Range(0, 20).Select(_ => SigningKeySetting.Create("ES256", Now.AddDays(2), Now).Id).ToList();

        Assert.Distinct(ids);
        Assert.All(ids, id => Assert.Matches(@"\Aes256-2026-11-28-[0-9a-f]{8}\z", id));
    }

    [Fact]
    public void One_more_key_leaves_the_others_as_they_are()
    {
        var (first, one) = SigningKeySetting.With(null, "ES256", Now, Now);
        var (both, two) = SigningKeySetting.With(first, "RS256", Now, Now);

        Assert.Equal([one, two], SigningKeySetting.Read(both).Select(key => key.Id));
        Assert.Equal(SigningKeySetting.Read(first)[0], SigningKeySetting.Read(both)[0]);
        Assert.Throws<FormatException>(() => SigningKeySetting.With("{}", "ES256", Now, Now));
        Assert.Throws<ArgumentOutOfRangeException>(() => SigningKeySetting.With(null, "HS256", Now, Now));
    }

    [Fact]
    public void Ten_of_the_largest_keys_fit()
    {
        var value = "";
        for (var count = 0; count < SigningKeySetting.MostKeys; count++) value = SigningKeySetting.With(value, "RS256", Now, Now).Setting;
        using var large = System.Security.Cryptography.RSA.Create(4096);

        Assert.Equal(SigningKeySetting.MostKeys, SigningKeySetting.Read(value).Count);
        Assert.True(large.ExportPkcs8PrivateKeyPem().Length * 11 < SigningKeySetting.MostBytes);
    }

    [Fact]
    public void A_key_in_a_message_shows_its_id_alone()
    {
        var key = SigningKeySetting.Create("ES256", Now, Now);

        Assert.Equal(key.Id, $"{key}");
    }
}

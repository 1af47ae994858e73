using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Tests.Users;

public sealed class UserIdTests
{
    private const string Text = "0198c5d2-7f3a-7c1e-9b2d-4e5f60718293";

    [Fact]
    public void An_id_is_read_as_it_is_written()
    {
        Assert.True(UserId.TryParse(Text, out var id));
        Assert.Equal(Text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("0198C5D2-7F3A-7C1E-9B2D-4E5F60718293")] // Ids are case-exact.
    [InlineData(" 0198c5d2-7f3a-7c1e-9b2d-4e5f60718293")]
    [InlineData("0198c5d2-7f3a-7c1e-9b2d-4e5f60718293 ")]
    [InlineData("0198c5d27f3a7c1e9b2d4e5f60718293")]
    [InlineData("{0198c5d2-7f3a-7c1e-9b2d-4e5f60718293}")]
    [InlineData("0198c5d2-7f3a-7c1e-9b2d-4e5f6071829g")]
    public void Another_text_is_no_id(string? text)
    {
        Assert.False(UserId.TryParse(text, out var id));
        Assert.Equal(default, id);
    }

    [Fact]
    public void Ids_compare_as_their_texts_do()
    {
        var random = new Random(20261125);
        var bytes = new byte[16];
        for (var pair = 0; pair < 1_000; pair++)
        {
            random.NextBytes(bytes);
            var first = new UserId(new Guid(bytes));
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(256); // Often equal but for one byte.
            var second = new UserId(new Guid(bytes));
            var texts = Math.Sign(string.CompareOrdinal(first.ToString(), second.ToString()));

            Assert.Equal(texts, Math.Sign(first.CompareTo(second)));
            Assert.Equal(
                (texts > 0, texts < 0, texts >= 0, texts <= 0), (first > second, first < second, first >= second, first <= second));
        }
    }

    [Fact]
    public void Later_users_have_higher_ids()
    {
        var now = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

        Assert.True(UserId.New(now) < UserId.New(now.AddMilliseconds(1)));
    }
}

using System.Buffers.Text;
using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

public sealed class UserCursorTests
{
    private static readonly AccountId Acme = AccountId.Parse("acme");
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly UserCursor Cursor = new(new UserPosition(UserId.New(Now), WriteId.New(Now)));

    [Fact]
    public void A_cursor_is_read_as_it_was_written() =>
        Assert.Equal(Cursor, UserCursor.Read(Cursor.Write(Acme, "active eq true", Now), Acme, "active eq true", Now));

    [Fact]
    public void The_empty_cursor_asks_for_the_first_page() => Assert.Null(UserCursor.Read("", Acme, "", Now));

    [Fact]
    public void It_is_made_of_unreserved_characters() => Assert.Matches("^[A-Za-z0-9_-]+$", Cursor.Write(Acme, "", Now));

    [Fact]
    public void It_is_good_for_an_hour()
    {
        var text = Cursor.Write(Acme, "", Now);

        Assert.Equal(Cursor, UserCursor.Read(text, Acme, "", Now + UserCursor.Timeout));
        Assert.Equal("expiredCursor", Refusal(() => UserCursor.Read(text, Acme, "", Now + UserCursor.Timeout + TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public void It_is_good_for_its_own_account_and_query_only()
    {
        var text = Cursor.Write(Acme, "q", Now);

        Assert.Equal("invalidCursor", Refusal(() => UserCursor.Read(text, AccountId.Parse("other"), "q", Now)));
        Assert.Equal("invalidCursor", Refusal(() => UserCursor.Read(text, Acme, "p", Now)));
    }

    [Fact]
    public void A_changed_cursor_is_invalid_expired_or_another_position_and_never_breaks()
    {
        var text = Cursor.Write(Acme, "q", Now);
        for (var index = 0; index < text.Length; index++)
        {
            var changed = text.ToCharArray();
            changed[index] = changed[index] == 'A' ? 'B' : 'A';

            var fault = Record.Exception(() => UserCursor.Read(new string(changed), Acme, "q", Now));

            Assert.True(fault is null or ScimException { Error.Type: "invalidCursor" or "expiredCursor" }, $"{fault}");
        }
    }

    [Fact]
    public void One_of_an_older_format_is_invalid()
    {
        var bytes = Base64Url.DecodeFromChars(Cursor.Write(Acme, "q", Now));
        bytes[0] = 1;

        Assert.Equal("invalidCursor", Refusal(() => UserCursor.Read(Base64Url.EncodeToString(bytes), Acme, "q", Now)));
        Assert.Equal("invalidCursor", Refusal(() => UserCursor.Read(Base64Url.EncodeToString(bytes.AsSpan(0, 41)), Acme, "q", Now)));
    }

    [Fact]
    public void Who_sends_another_is_told_how_to_begin_again() => Assert.Equal(
        "The cursor was not issued for this query. Ask for the first page again with an empty cursor.",
        Assert.Throws<ScimException>(() => UserCursor.Read("x", Acme, "", Now)).Error.Detail);

    [Theory]
    [InlineData("x")]
    [InlineData("====")]
    [InlineData("é")]
    public void Other_text_is_invalid(string text) => Assert.Equal("invalidCursor", Refusal(() => UserCursor.Read(text, Acme, "", Now)));

    private static string? Refusal(Func<object?> read) => Assert.Throws<ScimException>(read).Error.Type;
}

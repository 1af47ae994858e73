using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

public sealed class AuditPositionTests
{
    [Fact]
    public void A_position_is_read_as_it_was_written()
    {
        var when = new DateTimeOffset(2026, 1, 31, 12, 0, 0, 7, TimeSpan.FromHours(2)).AddTicks(3);
        var position = new AuditPosition(when, WriteId.New(when));

        Assert.True(AuditPosition.TryParse(position.ToString(), out var read));
        Assert.Equal(position, read);
    }

    [Fact]
    public void The_last_moment_is_one_too() =>
        Assert.True(AuditPosition.TryParse("3155378975999999999.0198c5d2-7f3a-7c1e-9b2d-4e5f60718293", out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("-1.0198c5d2-7f3a-7c1e-9b2d-4e5f60718293")]
    [InlineData("1.0198c5d2-7f3a-7c1e-9b2d-4e5f60718293.")]
    [InlineData("1.0198c5d27f3a7c1e9b2d4e5f60718293")]
    [InlineData("3155378976000000000.0198c5d2-7f3a-7c1e-9b2d-4e5f60718293")]
    public void Any_other_text_is_none(string? text) => Assert.False(AuditPosition.TryParse(text, out _));
}

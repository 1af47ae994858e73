using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

/// <summary>What a write makes of the row of its account.</summary>
public sealed class UserWriteTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly AccountSnapshot Row = new(Instance.Account, 9, 3, 5, default, "tag") { Turnover = 10 };

    [Fact]
    public void The_row_has_the_counters_of_the_last_change_that_is_made_and_every_creation_and_deletion_turns_it_over()
    {
        var write = new UserWrite(Row, [Change(null, User(), 4, 6), Change(User(), User(), 3, 6), Change(User(), null, 2, 5)]);

        Assert.Equal(Row with { LicencesInUse = 4, Users = 6, Turnover = 11 }, write.RowAfter(1));
        Assert.Equal(Row with { LicencesInUse = 3, Users = 6, Turnover = 11 }, write.RowAfter(2));
        Assert.Equal(Row with { LicencesInUse = 2, Users = 5, Turnover = 12 }, write.RowAfter(3));
    }

    [Fact]
    public void Without_a_row_nothing_is_counted_and_with_one_the_trail_must_have_the_counters()
    {
        var change = Change(User(), User(), null, null);

        Assert.Null(new UserWrite(null, [change]).RowAfter(1));
        Assert.Equal(
            "An entry of the trail lacks the counters.",
            Assert.Throws<InvalidOperationException>(() => new UserWrite(Row, [change]).RowAfter(1)).Message);
        Assert.Throws<InvalidOperationException>(() => new UserWrite(Row, [Change(User(), User(), 1, null)]).RowAfter(1));
    }

    private static ChangedUser Change(UserRecord? before, UserRecord? after, int? licences, int? users) => new(before, after, new AuditEntry
    {
        Account = Instance.Account,
        WriteId = WriteId.New(Now),
        When = Now,
        Client = ClientId.Parse("client"),
        Operation = AuditOperation.Patch,
        User = UserId.New(Now),
        ChangedAttributes = [],
        ActiveAfter = true,
        WaitingAfter = false,
        LicencesInUseAfter = licences,
        UsersAfter = users,
        CorrelationId = "correlation",
    });

    private static UserRecord User() => new()
    {
        Id = UserId.New(Now),
        Created = Now,
        LastModified = Now,
        Version = WriteId.New(Now),
        WaitingForLicence = false,
        EmailIsDerived = false,
        Document = "{}"u8.ToArray(),
    };
}

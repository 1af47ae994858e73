using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Operations.Audit;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Tests.Audit;

public sealed class AuditTrailTests
{
    private static readonly AuditQuery Everything = new(OperatorSite.Acme);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 3)]
    [InlineData(7, 1)]
    [InlineData(1_000, 1)]
    public async Task Pages_are_the_whole_trail_whatever_is_written_meanwhile(int size, int pages)
    {
        await using var site = await OperatorSite.StartAsync();
        for (var number = 0; number < 7; number++) await site.CreateUserAsync($"user{number}");
        var trail = site.Get<AuditTrail>();
        var whole = await trail.ReadAsync(Everything, Cancel).Select(entry => entry.WriteId).ToListAsync(Cancel);

        var read = new List<WriteId>();
        var count = 0;
        AuditPosition? next = null;
        do
        {
            var page = await trail.ReadPageAsync(Everything, size, next, Cancel);
            Assert.InRange(page.Entries.Count, 1, size);
            read.AddRange(page.Entries.Select(entry => entry.WriteId));
            next = page.Next;
            count++;
            await site.CreateUserAsync($"meanwhile{count}");
        }
        while (next is not null);

        Assert.Equal(whole, read);
        Assert.Equal(pages, count);
    }

    [Fact]
    public async Task A_page_has_what_the_query_asks_for()
    {
        await using var site = await OperatorSite.StartAsync();
        var first = await site.CreateUserAsync("first");
        var second = await site.CreateUserAsync("second");
        await site.CreateUserAsync("third");
        var trail = site.Get<AuditTrail>();

        var ofUser = await trail.ReadPageAsync(Everything with { User = first.Id }, 10, from: null, Cancel);
        var since = await trail.ReadPageAsync(Everything with { Since = second.Created }, 10, from: null, Cancel);

        Assert.Equal(first.Id, Assert.Single(ofUser.Entries).User);
        Assert.Equal(2, since.Entries.Count);
        Assert.Null(since.Next);
    }

    [Fact]
    public async Task A_page_that_finds_nothing_for_long_says_where_to_go_on()
    {
        var entries = Enumerable.Range(0, AuditTrail.MostLookedAt + 1).Select(Entry).ToList();
        var users = new Mock<IUserStore>();
        users.Setup(store => store.ReadAuditAsync(OperatorSite.Acme, It.IsAny<CancellationToken>()))
            .Returns(entries.ToAsyncEnumerable());
        var place = AuditPosition.Of(entries[^2]);
        users.Setup(store => store.ReadAuditAsync(OperatorSite.Acme, place, It.IsAny<CancellationToken>()))
            .Returns(entries.TakeLast(1).ToAsyncEnumerable());
        await using var site = await OperatorSite.StartAsync(replace: services => services.AddSingleton(users.Object));
        var query = Everything with { User = entries[^1].User };

        var first = await site.Get<AuditTrail>().ReadPageAsync(query, 10, from: null, Cancel);
        var second = await site.Get<AuditTrail>().ReadPageAsync(query, 10, first.Next, Cancel);

        Assert.Empty(first.Entries);
        Assert.Equal(place, first.Next);
        Assert.Same(entries[^1], Assert.Single(second.Entries));
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(AuditTrail.LargestPage + 1)]
    public async Task A_page_of_no_size_or_too_large_is_refused(int size)
    {
        await using var site = await OperatorSite.StartAsync();

        await Assert.ThrowsAsync<OperationRefusedException>(
            () => site.Get<AuditTrail>().ReadPageAsync(Everything, size, from: null, Cancel));
    }

    private static AuditEntry Entry(int minutesAgo)
    {
        var when = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(-minutesAgo);
        return new AuditEntry
        {
            Account = OperatorSite.Acme,
            WriteId = WriteId.New(when),
            When = when,
            Client = OperatorSite.Ada.Name,
            Operation = AuditOperation.Patch,
            User = UserId.New(when),
            ChangedAttributes = ["active"],
            ActiveAfter = true,
            WaitingAfter = false,
            CorrelationId = "test",
        };
    }
}

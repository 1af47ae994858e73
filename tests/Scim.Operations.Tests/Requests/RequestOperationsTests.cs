using Scim.Operations.Requests;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Tests.Requests;

public sealed class RequestOperationsTests : IAsyncLifetime
{
    private static readonly RequestQuery Everything = new(OperatorSite.Acme);

    private LoggedSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RequestOperations Requests => _site.Get<RequestOperations>();

    public async ValueTask InitializeAsync() => _site = await LoggedSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 3)]
    [InlineData(7, 1)]
    [InlineData(1_000, 1)]
    public async Task Pages_are_the_whole_log_whatever_is_written_meanwhile(int size, int pages)
    {
        for (var number = 0; number < 7; number++) _site.Add(400 + number);
        var whole = await Requests.ReadAsync(Everything, Cancel).Select(entry => entry.Id).ToListAsync(Cancel);

        var (read, count) = (new List<Guid>(), 0);
        RequestPosition? next = null;
        do
        {
            var page = await Requests.ReadPageAsync(Everything, size, next, Cancel);
            Assert.InRange(page.Entries.Count, 1, size);
            read.AddRange(page.Entries.Select(entry => entry.Id));
            next = page.Next;
            count++;
            _site.Add(500);
        }
        while (next is not null);

        Assert.Equal(whole, read);
        Assert.Equal(pages, count);
    }

    [Fact]
    public async Task A_page_that_finds_nothing_for_long_says_where_to_go_on()
    {
        var wanted = _site.Add(404);
        _site.Site.Time.Advance(TimeSpan.FromMinutes(1));
        _site.AddMany(RequestOperations.MostLookedAt, 400);
        var query = Everything with { Status = new StatusFilter(404, 404) };

        var first = await Requests.ReadPageAsync(query, 10, from: null, Cancel);
        var second = await Requests.ReadPageAsync(query, 10, first.Next, Cancel);

        Assert.Empty(first.Entries);
        Assert.NotNull(first.Next);
        Assert.Equal(wanted.Id, Assert.Single(second.Entries).Id);
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task What_is_asked_for_is_confined_by_status_client_operation_and_time()
    {
        var missing = _site.Add(404, "GetUser");
        var failed = _site.Add(500, "PatchUser");
        var granted = _site.Add(200, "PatchUser");
        var other = _site.Add(_site.Entry(409) with { Client = ClientId.Parse("other") });

        await AssertFoundAsync(Everything, other, granted, failed, missing);
        await AssertFoundAsync(Everything with { Status = new StatusFilter(400, 499) }, other, missing);
        await AssertFoundAsync(Everything with { Status = new StatusFilter(500, 500) }, failed);
        await AssertFoundAsync(Everything with { Client = LoggedSite.Entra }, granted, failed, missing);
        await AssertFoundAsync(Everything with { Operation = "patchuser" }, granted, failed);
        await AssertFoundAsync(Everything with { Since = granted.When }, other, granted);
        await AssertFoundAsync(Everything with { Since = granted.When, Status = new StatusFilter(400, 499) }, other);
    }

    [Fact]
    public async Task What_is_asked_for_is_confined_by_the_reason_whatever_differs_in_its_text()
    {
        LoggedRequest Told(string type, string? detail) => _site.Add(_site.Entry(400) with { Type = type, Detail = detail });
        var one = Told("invalidPath", "Operation 2: The path is wrong.");
        var two = Told("invalidPath", "Operation 7: The path is wrong.");
        var value = Told("invalidValue", "Operation 2: The path is wrong.");
        var untold = Told("invalidPath", null);

        await AssertFoundAsync(Everything with { Type = "invalidPath" }, untold, two, one);
        await AssertFoundAsync(Everything with { Detail = "Operation …: The path is wrong." }, value, two, one);
        await AssertFoundAsync(Everything with { Type = "invalidPath", Detail = "Operation …: The path is wrong." }, two, one);
    }

    [Fact]
    public async Task A_user_is_found_by_id_and_by_name_in_any_case_also_where_the_creation_was_refused()
    {
        var ada = await _site.Site.CreateUserAsync("ada@example.com");
        var refused = _site.Add(_site.Entry(400) with { NameMark = _site.Log.NameMark("ada@example.com") });
        var missing = _site.Add(_site.Entry(412, "PatchUser") with { User = ada.Id });
        _site.Add(_site.Entry(400) with { NameMark = _site.Log.NameMark("grace@example.com"), User = UserId.New(ada.Created) });

        await AssertFoundAsync(Everything with { User = ada.Id.ToString() }, missing);
        await AssertFoundAsync(Everything with { User = "ADA@example.com" }, refused, missing);
        await AssertFoundAsync(Everything with { User = "nobody@example.com" });
        await AssertFoundAsync(Everything with { User = UserId.New(ada.Created).ToString() });
    }

    [Fact]
    public async Task What_is_written_is_followed_once_each_the_oldest_first_until_it_is_stopped()
    {
        _site.Add(400);
        _site.Site.Time.Advance(TimeSpan.FromMinutes(1));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var entries = Requests.FollowAsync(Everything, stop.Token).GetAsyncEnumerator(Cancel);
        var next = entries.MoveNextAsync().AsTask();
        var first = _site.Add(_site.Entry(404));
        var second = _site.Add(_site.Entry(409) with { When = first.When.AddSeconds(40) });

        await LetFollowAsync(next);
        Assert.Equal(first.Id, entries.Current.Id);
        await LetFollowAsync(entries.MoveNextAsync().AsTask());
        Assert.Equal(second.Id, entries.Current.Id);
        next = entries.MoveNextAsync().AsTask();
        var late = _site.Add(_site.Entry(500) with { When = second.When.AddSeconds(-30) });
        await LetFollowAsync(next);
        Assert.Equal(late.Id, entries.Current.Id);
        next = entries.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        Assert.False(await next);
    }

    [Fact]
    public async Task A_name_that_somebody_gets_while_it_is_followed_is_followed_from_then_on()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var entries = Requests.FollowAsync(Everything with { User = "ada@example.com" }, stop.Token)
            .GetAsyncEnumerator(Cancel);
        var next = entries.MoveNextAsync().AsTask();
        var ada = await _site.Site.CreateUserAsync("ada@example.com");
        var about = _site.Add(_site.Entry(412, "PatchUser") with { User = ada.Id, When = _site.Site.Time.GetUtcNow().AddMinutes(1) });

        await LetFollowAsync(next);

        Assert.Equal(about.Id, entries.Current.Id);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RequestOperations.LargestPage + 1)]
    public async Task A_page_of_no_size_or_too_large_is_refused(int size) => await Assert.ThrowsAsync<OperationRefusedException>(
        () => Requests.ReadPageAsync(Everything, size, from: null, Cancel));

    [Fact]
    public async Task An_account_that_there_is_not_is_refused()
    {
        var nobody = new RequestQuery(AccountId.Parse("nobody"));

        await Assert.ThrowsAsync<OperationRefusedException>(() => Requests.ReadPageAsync(nobody, 10, from: null, Cancel));
        await Assert.ThrowsAsync<OperationRefusedException>(() => Requests.ReadAsync(nobody, Cancel).ToListAsync(Cancel).AsTask());
        await Assert.ThrowsAsync<OperationRefusedException>(() => Requests.FollowAsync(nobody, Cancel).ToListAsync(Cancel).AsTask());
    }

    private async Task LetFollowAsync(Task<bool> next)
    {
        await _site.Site.Time.MoveUntilAsync(next);
        Assert.True(await next);
    }

    private async Task AssertFoundAsync(RequestQuery query, params IReadOnlyList<LoggedRequest> expected)
    {
        var page = await Requests.ReadPageAsync(query, 100, from: null, Cancel);

        Assert.Equal(expected.Select(entry => entry.Id).Order(), page.Entries.Select(entry => entry.Id).Order());
        Assert.Equal(page.Entries, await Requests.ReadAsync(query, Cancel).ToListAsync(Cancel));
        var times = page.Entries.Select(entry => entry.When).ToList();
        Assert.Equal(times.OrderDescending(), times);
    }
}

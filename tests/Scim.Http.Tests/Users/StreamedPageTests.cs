using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Http.Answers;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Testing;

namespace Scim.Http.Tests.Users;

/// <summary>Pages that are sent while they are made, from users of 100 KB.</summary>
public sealed class StreamedPageTests : IAsyncLifetime
{
    private const int Pages = 40;
    private const string Path = $"{TestService.Users}?count=200";

    private readonly Mock<IUserStore> _users = new();
    private TestService _service = null!;
    private UserRecord _great = null!;
    private int _taken;
    private bool _isDisposed;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(replace: services => services.AddSingleton(_users.Object));
        await using var other = await TestService.StartAsync();
        var created = await TestService.JsonAsync(
            await other.CreateAsync("ada@example.com", $$""","title":"{{new string('x', 100_000)}}" """));
        Assert.True(UserId.TryParse((string)created["id"]!, out var id)); // Every answer has it.
        _great = (await other.Storage.Users.FindAsync(TestService.Account, id, Cancel))!;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_number_of_users_and_the_cursor_follow_the_users()
    {
        Answer(GreatUsers(Pages));

        using var response = await _service.GetAsync($"{Path}&cursor=");
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            ["schemas", "totalResults", "Resources", "itemsPerPage", "nextCursor"],
            body.RootElement.EnumerateObject().Select(member => member.Name));
        var users = body.RootElement.GetProperty("Resources").EnumerateArray().ToList();
        Assert.Equal(Pages, users.Count);
        Assert.Equal(Pages, body.RootElement.GetProperty("itemsPerPage").GetInt32());
        Assert.All(users, user => Assert.Equal(100_000, user.GetProperty("title").GetString()!.Length));
    }

    [Fact]
    public async Task A_projected_page_is_whole_too()
    {
        Answer(GreatUsers(Pages));

        var page = await TestService.JsonAsync(await _service.GetAsync($"{Path}&attributes=title"));

        Assert.Equal(Pages, page["Resources"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_small_page_has_its_length()
    {
        Answer(AsyncEnumerable.Empty<UserRecord>());

        using var page = await _service.GetAsync(Path);

        Assert.NotNull(page.Content.Headers.ContentLength);
        Assert.Equal("application/scim+json", page.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_HEAD_reads_no_more_than_it_needs()
    {
        Answer(GreatUsers(Pages));

        using var response = await _service.SendAsync("HEAD", Path);

        Assert.Equal((HttpStatusCode.OK, "application/scim+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.InRange(_taken, 1, 2);
    }

    [Fact]
    public async Task Users_are_read_as_the_client_takes_them()
    {
        Answer(GreatUsers(Pages));

        using var response = await OpenAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_taken > 0), Cancel);
        Assert.InRange(_taken, 1, 5);
        _service.Time.Advance(PacedBody.MostIdle - TimeSpan.FromSeconds(1));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(Pages, body.RootElement.GetProperty("Resources").GetArrayLength());
    }

    [Fact]
    public async Task A_client_that_takes_nothing_for_ten_seconds_is_cut_off()
    {
        Answer(GreatUsers(Pages));

        using var response = await OpenAsync();
        await Eventually.HoldsAsync(
            () =>
            {
                _service.Time.Advance(PacedBody.MostIdle);
                return Task.FromResult(_isDisposed);
            },
            Cancel);

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(Cancel));
        Assert.InRange(_taken, 1, Pages - 1);
        Assert.DoesNotContain(_service.Log.Lines, line => line.Contains("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_fails_before_the_first_piece_is_an_error()
    {
        Answer(Failing(after: 0));

        using var response = await _service.GetAsync(Path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("503", (string?)(await TestService.JsonAsync(response))["status"]);
    }

    [Fact]
    public async Task What_fails_later_cuts_the_connection_and_is_logged()
    {
        Answer(Failing(after: 5));

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var response = await _service.GetAsync(Path);
            await response.Content.ReadAsStringAsync(Cancel);
        });

        Assert.Contains(_service.Log.Lines, line => line.Contains("refused for want of storage", StringComparison.Ordinal));
        Assert.True(_isDisposed);
    }

    [Fact]
    public async Task The_deadline_counts_for_each_user_anew()
    {
        Answer(SlowlyRead(Pages));

        var page = await TestService.JsonAsync(await _service.GetAsync(Path));

        Assert.Equal(Pages, page["Resources"]!.AsArray().Count);
    }

    [Fact]
    public async Task Storage_that_stops_answering_midway_cuts_the_connection()
    {
        Answer(Hanging(after: 5));

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            var pending = _service.GetAsync(Path);
            await Eventually.HoldsAsync(
                () =>
                {
                    _service.Time.Advance(StorageDeadline.Length);
                    return Task.FromResult(_isDisposed);
                },
                Cancel);
            using var response = await pending;
            await response.Content.ReadAsStringAsync(Cancel);
        });
    }

    private void Answer(IAsyncEnumerable<UserRecord> users) =>
        _users.Setup(store => store.OpenAsync(It.IsAny<AccountId>(), It.IsAny<UserQuery>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId _, UserQuery query, CancellationToken cancellationToken) =>
                OpenPage.StartAsync(query, Task.FromResult<int?>(1_000), users, () => true, cancellationToken));

    private async Task<HttpResponseMessage> OpenAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.TryAddWithoutValidation("Authorization", _service.Token);
        return await _service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    private IAsyncEnumerable<UserRecord> GreatUsers(int count) => UsersAsync(count, _ => Task.CompletedTask);

    private IAsyncEnumerable<UserRecord> Failing(int after) => UsersAsync(
        Pages, number => number < after ? Task.CompletedTask : throw new StorageUnavailableException("Storage is gone."));

    private IAsyncEnumerable<UserRecord> SlowlyRead(int count) => UsersAsync(count, _ =>
    {
        _service.Time.Advance(TimeSpan.FromSeconds(6));
        return Task.CompletedTask;
    });

    private IAsyncEnumerable<UserRecord> Hanging(int after) => UsersAsync(
        Pages, (number, token) => number < after ? Task.CompletedTask : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));

    private IAsyncEnumerable<UserRecord> UsersAsync(int count, Func<int, Task> before) => UsersAsync(count, (number, _) => before(number));

    private async IAsyncEnumerable<UserRecord> UsersAsync(
        int count,
        Func<int, CancellationToken, Task> before,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var number = 0; number < count; number++)
            {
                await before(number, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                _taken++;
                yield return _great;
            }
        }
        finally
        {
            _isDisposed = true;
        }
    }
}

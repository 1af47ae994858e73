using Scim.Operations.Accounts;
using Scim.Operations.Clients;
using Scim.Operations.Overviews;
using Scim.Operations.Tests.Streams;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Tests.Overviews;

public sealed class AccountOverviewsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_in_which_all_is_well_has_no_warning()
    {
        await using var site = await OperatorSite.StartAsync(licences: 2);
        await site.CreateUserAsync("ada");

        var overview = await ReadAsync(site);

        Assert.Equal(0, overview.Waiting);
        Assert.Empty(overview.Warnings);
    }

    [Fact]
    public async Task Licences_that_are_used_up_are_told_before_the_next_user_waits()
    {
        await using var site = await OperatorSite.StartAsync(licences: 1);
        await site.CreateUserAsync("ada");

        Assert.Equal([new AccountWarning.LicencesUsedUp(1)], (await ReadAsync(site)).Warnings);
    }

    [Fact]
    public async Task Users_that_wait_are_told_with_the_licences_that_are_free_for_them()
    {
        await using var site = await OperatorSite.StartAsync(licences: 1);
        await site.CreateUserAsync("ada");
        await site.CreateUserAsync("bea");
        await site.CreateUserAsync("cat");
        Assert.Equal([new AccountWarning.UsersWaiting(2, Free: 0)], (await ReadAsync(site)).Warnings);

        await site.Get<AccountOperations>().ChangeAsync(OperatorSite.Acme, new AccountChange(new LicenceCount(5)), Cancel);

        var overview = await ReadAsync(site);
        Assert.Equal(2, overview.Waiting);
        Assert.Equal([new AccountWarning.UsersWaiting(2, Free: 4)], overview.Warnings);
    }

    [Fact]
    public async Task Secrets_that_end_are_told_unless_their_client_is_disabled()
    {
        await using var site = await OperatorSite.StartAsync();
        var created = await site.Get<ClientOperations>().CreateAsync(
            new NewClient(OperatorSite.Acme) { SecretLifetime = TimeSpan.FromDays(31) }, Cancel);
        var (client, end) = (created.Client.Id, created.Client.Secrets[0].Expires.GetValueOrDefault());
        Assert.Empty((await ReadAsync(site)).Warnings);

        site.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal([new AccountWarning.SecretEnding(client, end, HasEnded: false, HasNewer: false)], (await ReadAsync(site)).Warnings);
        site.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal([new AccountWarning.SecretEnding(client, end, HasEnded: true, HasNewer: false)], (await ReadAsync(site)).Warnings);

        await site.Get<ClientOperations>().DisableAsync(client, Cancel);
        Assert.Empty((await ReadAsync(site)).Warnings);
    }

    [Fact]
    public async Task A_stream_is_behind_once_an_event_waits_for_over_15_minutes()
    {
        await using var streams = await StreamSite.StartAsync();
        var stream = await streams.CreateAsync();
        streams.Site.Time.Advance(TimeSpan.FromHours(1));
        await streams.Site.CreateUserAsync("ada");
        Assert.Empty((await ReadAsync(streams.Site)).Warnings);

        streams.Site.Time.Advance(TimeSpan.FromMinutes(16));

        var behind = Assert.IsType<AccountWarning.StreamBehind>(Assert.Single((await ReadAsync(streams.Site)).Warnings));
        Assert.Equal((stream.Id, stream.Audience, 1), (behind.Stream, behind.Audience, behind.Backlog));
        await streams.Streams.SetStatusAsync(OperatorSite.Acme, stream.Id, StreamStatus.Disabled, reason: null, Cancel);
        Assert.Empty((await ReadAsync(streams.Site)).Warnings);
    }

    [Fact]
    public async Task Events_that_a_receiver_refused_are_told()
    {
        await using var streams = await StreamSite.StartAsync();
        var stream = await streams.CreateAsync();
        streams.Site.Time.Advance(TimeSpan.FromHours(1));
        await streams.Site.CreateUserAsync("ada");
        foreach (var waiting in await streams.WaitingAsync(stream))
            await streams.Site.Get<IOutbox>().SetAsideAsync(OperatorSite.Acme, stream.Id, waiting.Id, "invalid_request", Cancel);
        streams.Site.Time.Advance(TimeSpan.FromHours(1));

        var aside = Assert.IsType<AccountWarning.EventsSetAside>(Assert.Single((await ReadAsync(streams.Site)).Warnings));

        Assert.Equal((stream.Id, 1), (aside.Stream, aside.SetAside));
    }

    [Theory]
    [InlineData(AccountState.Deleting)]
    [InlineData(AccountState.Deleted)]
    public async Task An_account_that_is_going_is_left_out(AccountState state)
    {
        await using var site = await OperatorSite.StartAsync();
        await site.Storage.Users.SetStateAsync(OperatorSite.Acme, state, Cancel);

        Assert.Empty(await ReadAllAsync(site));
    }

    private static async Task<AccountOverview> ReadAsync(OperatorSite site) => Assert.Single(await ReadAllAsync(site));

    private static async Task<List<AccountOverview>> ReadAllAsync(OperatorSite site)
    {
        var accounts = await site.Get<AccountOperations>().ListAsync(Cancel).ToListAsync(Cancel);
        return await site.Get<AccountOverviews>().ReadAsync(accounts, Cancel).ToListAsync(Cancel);
    }
}

using System.Net;
using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Storage.Contracts;
using Scim.Testing;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Storage.Tables.Tests.Connection;

/// <summary>Writes of single rows whose answers are lost.</summary>
public sealed class RepeatedWritesTests : IAsyncLifetime
{
    private TestStorage _storage = null!;
    private TestStorage _other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static StsToken Token => new()
    {
        Hash = SecretHash.Of("t"),
        Account = Sample.Account,
        Client = Sample.Client,
        Scopes = ["scim"],
        Lifetime = TimeSpan.FromDays(1),
        Expires = Sample.Start.AddDays(1),
        LastUsed = Sample.Start,
    };

    private static OAuthClient Client => new()
    {
        Id = Sample.Client,
        Account = Sample.Account,
        Secrets = [new ClientSecret(SecretHash.Of("s"), Sample.Start)],
        Scopes = ["scim"],
        RateLimit = new RateLimit(4, 4),
    };

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        _other = _storage.Another();
        await _storage.Ports.Probe.CheckAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _storage.DisposeAsync();
    }

    [Fact]
    public async Task A_token_is_issued_once()
    {
        _storage.Faults.OnWrites(AnswerLost, NeverSent);

        await _storage.Ports.Tokens.AddAsync(Token, Cancel);

        Assert.Single(await _other.Ports.Tokens.ListAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_lost_use_leaves_the_caller_to_read_again()
    {
        await _other.Ports.Tokens.AddAsync(Token, Cancel);
        var asRead = (await _other.Ports.Tokens.FindAsync(Token.Hash, Cancel))!;
        _storage.Faults.OnWrites(AnswerLost);

        Assert.Null(await _storage.Ports.Tokens.ExtendAsync(asRead, Sample.Start.AddHours(1), Sample.Start.AddDays(2), Cancel));
        Assert.Equal(Sample.Start.AddDays(2), (await _other.Ports.Tokens.FindAsync(Token.Hash, Cancel))!.Expires);
    }

    [Fact]
    public async Task A_lost_use_does_not_undo_the_revocation_that_followed()
    {
        await _other.Ports.Tokens.AddAsync(Token, Cancel);
        var asRead = (await _other.Ports.Tokens.FindAsync(Token.Hash, Cancel))!;
        _storage.Faults.OnWrites(AnswerLostAfter(() => _other.Ports.Tokens.RevokeAsync(Token.Hash, Cancel)));

        Assert.Null(await _storage.Ports.Tokens.ExtendAsync(asRead, Sample.Start.AddHours(1), Sample.Start.AddDays(2), Cancel));
        Assert.True((await _other.Ports.Tokens.FindAsync(Token.Hash, Cancel))!.Revoked);
    }

    [Fact]
    public async Task A_revocation_is_repeated()
    {
        await _other.Ports.Tokens.AddAsync(Token, Cancel);
        _storage.Faults.OnWrites(NeverSent, AnswerLost);

        Assert.True(await _storage.Ports.Tokens.RevokeAsync(Token.Hash, Cancel));
        Assert.True((await _other.Ports.Tokens.FindAsync(Token.Hash, Cancel))!.Revoked);
    }

    [Fact]
    public async Task A_write_is_repeated_when_storage_says_and_not_before()
    {
        var clock = new FakeTimeProvider(Sample.Start);
        await using var patient = await TestStorage.OpenAsync(
            options => options with { TablePrefix = _storage.Options.TablePrefix }, clock);
        var repeatedAt = Sample.Start;
        patient.Faults.OnWrites(
            Refused(HttpStatusCode.ServiceUnavailable, "ServerBusy", retryAfterSeconds: 3),
            After(() =>
            {
                repeatedAt = clock.GetUtcNow();
                return Task.CompletedTask;
            }));

        var adding = patient.Ports.Tokens.AddAsync(Token, Cancel);
        await Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(0.1));
                return Task.FromResult(adding.IsCompleted);
            },
            Cancel);

        await adding;
        Assert.InRange(repeatedAt, Sample.Start.AddSeconds(3), Sample.Start.AddSeconds(8));
    }

    [Fact]
    public async Task A_client_is_added_once()
    {
        _storage.Faults.OnWrites(AnswerLost);

        Assert.True(await _storage.Ports.Clients.AddAsync(Client, Cancel));
    }

    [Fact]
    public async Task A_client_that_another_added_is_not_taken_for_ones_own()
    {
        _storage.Faults.OnWrites(NeverSent, After(() => _other.Ports.Clients.AddAsync(Client with { Scopes = [] }, Cancel)));

        Assert.False(await _storage.Ports.Clients.AddAsync(Client, Cancel));
    }

    [Fact]
    public async Task A_lost_change_of_a_client_is_found_as_written()
    {
        var asRead = await AddedClientAsync();
        _storage.Faults.OnWrites(AnswerLost);

        var written = await _storage.Ports.Clients.UpdateAsync(asRead with { Disabled = true }, Cancel);

        Assert.True(written!.Disabled);
        Assert.NotEqual(asRead.ETag, written.ETag);
    }

    [Fact]
    public async Task A_change_of_a_client_loses_to_anothers()
    {
        var asRead = await AddedClientAsync();
        _storage.Faults.OnWrites(NeverSent, After(() => _other.Ports.Clients.UpdateAsync(asRead with { Scopes = [] }, Cancel)));

        Assert.Null(await _storage.Ports.Clients.UpdateAsync(asRead with { Disabled = true }, Cancel));
    }

    [Fact]
    public async Task A_lost_bucket_is_not_granted_and_not_sent_again()
    {
        _storage.Faults.OnWrites(AnswerLost);
        _storage.Faults.Forget();

        Assert.Null(await _storage.Ports.Buckets.WriteAsync(Sample.Client, new BucketState(3, Sample.Start), null, Cancel));
        Assert.Single(_storage.Faults.Requests);
        Assert.Equal(3, (await _other.Ports.Buckets.FindAsync(Sample.Client, Cancel))!.State.Tokens);
    }

    [Fact]
    public async Task A_bucket_in_an_outage_is_an_outage()
    {
        _storage.Faults.On(_ => true, Enumerable.Repeat(NeverSent, 5));

        Assert.Null(await _storage.Ports.Buckets.WriteAsync(Sample.Client, new BucketState(3, Sample.Start), null, Cancel));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _storage.Ports.Buckets.FindAsync(Sample.Client, Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task An_account_is_created_once_whichever_answer_is_lost(int intact)
    {
        _storage.Faults.OnWrites([.. Enumerable.Repeat(None, intact), AnswerLost]);

        Assert.True(await _storage.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, 5, Strictness.Lenient, Cancel));
        Assert.False(await _other.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, 6, Strictness.Lenient, Cancel));
        Assert.Equal(5, (await _other.Ports.Accounts.FindAsync(Sample.Account, Cancel))!.LicencesOwned);
    }

    [Fact]
    public async Task A_creation_of_an_account_that_broke_off_is_completed_by_the_next()
    {
        await using var hasty = await TestStorage.OpenAsync(
            options => options with
            {
                TablePrefix = _storage.Options.TablePrefix,
                Timing = options.Timing with { WriteDeadline = TimeSpan.FromMilliseconds(300) },
            });
        hasty.Faults.OnWrites([None, .. Enumerable.Repeat(NeverSent, 1_000)]);
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => hasty.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, 5, Strictness.Lenient, Cancel));

        Assert.True(await _other.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, 6, Strictness.Lenient, Cancel));
        Assert.Equal(6, (await _other.Ports.Accounts.FindAsync(Sample.Account, Cancel))!.LicencesOwned);
    }

    [Fact]
    public async Task Lost_settings_are_found_as_written_and_anothers_are_not_taken_for_them()
    {
        var asRead = await AccountAsync();
        _storage.Faults.OnWrites(AnswerLost);
        var written = await _storage.Ports.Accounts.UpdateSettingsAsync(asRead, 7, Strictness.Strict, Cancel);
        Assert.Equal((7, Strictness.Strict), (written!.LicencesOwned, written.Strictness));

        _storage.Faults.OnWrites(
            NeverSent, After(() => _other.Ports.Accounts.UpdateSettingsAsync(written, 8, Strictness.Lenient, Cancel)));
        Assert.Null(await _storage.Ports.Accounts.UpdateSettingsAsync(written, 9, Strictness.Lenient, Cancel));
        Assert.Equal(8, (await _other.Ports.Accounts.FindAsync(Sample.Account, Cancel))!.LicencesOwned);
    }

    private async Task<AccountSnapshot> AccountAsync()
    {
        await _other.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, 5, Strictness.Lenient, Cancel);
        return (await _other.Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
    }

    private async Task<OAuthClient> AddedClientAsync()
    {
        await _other.Ports.Clients.AddAsync(Client, Cancel);
        return (await _other.Ports.Clients.FindAsync(Sample.Client, Cancel))!;
    }
}

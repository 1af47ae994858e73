using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;

namespace Scim.Benchmarks.Hosting;

/// <summary>An account with a stream that holds an event of each of its users, for a receiver that polls.</summary>
/// <param name="streams">The streams of the service.</param>
/// <param name="held">The stream, paused.</param>
internal sealed class Backlog(IStreamStore streams, StreamRecord held)
{
    private static int _accounts;

    /// <summary>The stream.</summary>
    public StreamId Stream => held.Id;

    /// <summary>What its receiver polls with.</summary>
    public required string Token { get; init; }

    /// <summary>Makes one.</summary>
    /// <param name="services">The service.</param>
    /// <param name="users">How many users it has.</param>
    public static async Task<Backlog> MakeAsync(IServiceProvider services, int users)
    {
        var (accounts, streams) = (services.GetRequiredService<IAccountStore>(), services.GetRequiredService<IStreamStore>());
        var now = TimeProvider.System.GetUtcNow();
        var account = AccountId.Parse(string.Create(CultureInfo.InvariantCulture, $"backlog-{++_accounts}"));
        var stream = new StreamRecord
        {
            Account = account,
            Id = StreamId.New(now),
            Audience = "https://receiver.example.com",
            Content = EventContent.Full,
            Status = StreamStatus.Paused,
            Created = now,
            From = now.AddMinutes(-1),
        };
        await accounts.CreateAsync(account, now, null, Strictness.Lenient, default);
        await streams.AddAsync(stream, default);
        var row = await accounts.FindAsync(account, default) ?? throw new InvalidOperationException("The account was not created.");
        await accounts.ChangeStreamsAsync(row, [stream.Setting!], default); // A paused one has it.

        var client = new OAuthClient
        {
            Id = ClientId.Parse(account.Value),
            Account = account,
            Secrets = [],
            Scopes = [Caller.EventsScope],
            RateLimit = new RateLimit(1_000_000_000, 1_000_000_000),
        };
        await services.GetRequiredService<IClientStore>().AddAsync(client, default);
        var call = CallContext.OfOperator(client.Id, account, ReadingRules.Default, "benchmark");
        await foreach (var outcome in services.GetRequiredService<UserLoader>().LoadAsync(call, Users(users).ToAsyncEnumerable(), default))
        {
            if (outcome.Refusal is { } refusal)
                throw new InvalidOperationException(refusal.Detail);
        }
        var token = await services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, null, default);
        return new Backlog(streams, stream) { Token = token.Text };
    }

    /// <summary>Lets its events go.</summary>
    public async Task ReleaseAsync()
    {
        var stored = await streams.FindAsync(held.Account, held.Id, default) ?? held;
        if (await streams.UpdateAsync(stored with { Status = StreamStatus.Enabled }, default) is null)
            throw new InvalidOperationException("The stream has changed.");
    }

    private static IEnumerable<NewUser> Users(int count)
    {
        for (var number = 0; number < count; number++)
        {
            using var body = JsonDocument.Parse(SampleBodies.Body(number, "Countess"));
            yield return NewUser.Read(number, UserId.New(TimeProvider.System.GetUtcNow()), body.RootElement, Strictness.Lenient);
        }
    }
}

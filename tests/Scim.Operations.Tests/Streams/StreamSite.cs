using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Operations.Streams;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Operations.Tests.Streams;

/// <summary>The operator's use cases of streams, with the account <c>acme</c>.</summary>
internal sealed class StreamSite : IAsyncDisposable
{
    private static readonly StreamOrder Order = new(OperatorSite.Acme, "https://app.example.com");

    private StreamSite(OperatorSite site, WatchedStreamStore streams) => (Site, Store) = (site, streams);

    public OperatorSite Site { get; }

    public WatchedStreamStore Store { get; }

    public StreamOperations Streams => Site.Get<StreamOperations>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<StreamSite> StartAsync()
    {
        WatchedStreamStore? store = null;
        var site = await OperatorSite.StartAsync(replace: services =>
        {
            var inner = services.Last(service => service.ServiceType == typeof(IStreamStore)).ImplementationInstance;
            store = new WatchedStreamStore(Assert.IsType<InMemoryStreamStore>(inner));
            services.AddSingleton<IStreamStore>(store);
        });
        return new StreamSite(site, store!); // Replaced at the start.
    }

    /// <summary>Makes a stream.</summary>
    public Task<StreamRecord> CreateAsync(string? endpoint = null) => Streams.CreateAsync(Order with { Endpoint = endpoint }, Cancel);

    /// <summary>Makes a stream, and waits until a replay can begin.</summary>
    public async Task<StreamRecord> CreateBegunAsync()
    {
        var stream = await CreateAsync();
        Site.Time.Advance(StreamReplays.BeginningOf(stream) - Site.Time.GetUtcNow());
        return stream;
    }

    /// <summary>What writes make events for.</summary>
    public async Task<IReadOnlyList<StreamSetting>> InForceAsync() =>
        (await Site.Get<IAccountStore>().FindAsync(OperatorSite.Acme, Cancel))!.Streams; // It is there.

    /// <summary>Makes writes make events for these.</summary>
    public async Task ForceAsync(params StreamSetting[] streams)
    {
        var accounts = Site.Get<IAccountStore>();
        var row = await accounts.FindAsync(OperatorSite.Acme, Cancel);
        Assert.NotNull(await accounts.ChangeStreamsAsync(row!, streams, Cancel)); // It is there.
    }

    /// <summary>What waits.</summary>
    public async Task<IReadOnlyList<OutboxEvent>> WaitingAsync(StreamRecord stream)
    {
        var waiting = new List<OutboxEvent>();
        await foreach (var page in Site.Get<IOutbox>().PagesAsync(stream.Account, stream.Id, after: null, 1_000, Cancel))
            waiting.AddRange(page);
        return waiting;
    }

    /// <summary>Renames a user as a client does.</summary>
    /// <param name="user">The user.</param>
    /// <param name="to">The name.</param>
    public Task<UserRecord> RenameAsync(UserId user, string to) => Site.Get<UserService>().PatchAsync(
        OperatorSite.Ada.CallFor(OperatorSite.Acme, ReadingRules.Default),
        user.ToString(),
        JsonElement.Parse($$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
             "Operations":[{"op":"replace","path":"displayName","value":"{{to}}"}]}
            """),
        expectedVersion: null,
        Cancel);

    /// <summary>Deletes a user as a client does.</summary>
    public Task DeleteAsync(UserId user) => Site.Get<UserService>().DeleteAsync(
        OperatorSite.Ada.CallFor(OperatorSite.Acme, ReadingRules.Default), user.ToString(), expectedVersion: null, Cancel);

    /// <summary>Replays a stream.</summary>
    public async Task<int> ReplayAsync(StreamRecord stream, bool resumes = false, bool waits = true) =>
        (await Site.Get<StreamReplays>().RunAsync(
            new ReplayOrder(stream.Account, stream.Id) { Resumes = resumes, Waits = waits }, Cancel).LastAsync(Cancel)).Told;

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

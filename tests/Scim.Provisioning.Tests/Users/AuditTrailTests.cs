using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>What the trail, and the count of shortages, say of licences.</summary>
public sealed class AuditTrailTests
{
    // Two writes are never made at one time.
    private readonly FakeTimeProvider _time =
        new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_entry_says_whether_the_user_is_active_or_waits_and_the_counters_where_they_changed()
    {
        var storage = await Instance.StorageAsync(licences: 1);
        using var service = new Instance(storage, _time);
        var active = await service.CreateAsync("a@x.org");
        var waiting = await service.CreateAsync("b@x.org");
        await service.PatchAsync(active, """{"op":"add","path":"title","value":"T"}""");
        // The counters were read, since a licence was asked for, and stay as they are.
        await service.PatchAsync(waiting, """{"op":"replace","value":{"active":true,"title":"T"}}""");
        await service.DeleteAsync(active);

        var trail = await storage.Users.ReadAuditAsync(Instance.Account, Stop).Reverse().ToListAsync(Stop);

        Assert.Equal(
            [(true, false, 1, 1), (false, true, 1, 2), (true, false, null, null), (false, true, null, null), (false, false, 0, 1)],
            trail.Select(entry => (entry.ActiveAfter, entry.WaitingAfter, entry.LicencesInUseAfter, entry.UsersAfter)));
        Assert.Empty(trail[^1].ChangedAttributes);
    }

    [Fact]
    public async Task Who_is_stored_without_the_licence_that_was_asked_for_is_counted_and_nobody_else()
    {
        var account = AccountId.Parse("shortages"); // Other tests count for others.
        var storage = new InMemoryStorage();
        await storage.Users.CreateAsync(account, default, 1, default, Stop);
        using var accounts = new RememberedAccounts(storage.Users, _time);
        var users = new UserService(storage.Users, accounts, new CommitSignals(), _time);
        var request = CallContext.OfOperator(ClientId.Parse("client"), account, ReadingRules.Default, "correlation");
        using var shortages = new Shortages(account);

        await CreateAsync("a@x.org", "true");
        await CreateAsync("b@x.org", "false");
        Assert.Equal(0, shortages.Count);
        await CreateAsync("c@x.org", "true");
        Assert.Equal(1, shortages.Count);

        Task CreateAsync(string name, string active) => users.CreateAsync(
            request,
            JsonElement.Parse($$"""{"userName":"{{name}}","name":{"givenName":"A","familyName":"B"},"active":{{active}}}"""),
            Stop);
    }

    /// <summary>Counts the shortages of an account.</summary>
    private sealed class Shortages : IDisposable
    {
        private readonly MeterListener _listener;
        private long _count;

        public Shortages(AccountId account)
        {
            _listener = new MeterListener
            {
                InstrumentPublished = (instrument, listener) =>
                {
                    if (instrument.Name == "scim.licence.shortages")
                        listener.EnableMeasurementEvents(instrument);
                },
            };
            _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            {
                foreach (var (name, value) in tags)
                {
                    if (name == "scim.account" && (string?)value == account.Value)
                        Interlocked.Add(ref _count, count);
                }
            });
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}

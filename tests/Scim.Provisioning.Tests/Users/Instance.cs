using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Computing;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Provisioning.Waiting;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>One instance of the service over a storage that several may share.</summary>
internal sealed class Instance : IDisposable
{
    public static readonly AccountId Account = AccountId.Parse("acme");
    private readonly RememberedAccounts _accounts;
    private readonly UserService _users;

    public Instance(InMemoryStorage storage, TimeProvider time)
        : this(storage.Users, storage.Users, time)
    {
    }

    public Instance(IUserStore users, IAccountStore accounts, TimeProvider time)
    {
        _accounts = new RememberedAccounts(accounts, time);
        _users = new UserService(users, _accounts, new CommitSignals(), time);
    }

    public Task Admission { get; set; } = Task.CompletedTask;

    /// <summary>A generation of the account's schemas by which somebody has gone already.</summary>
    public int AtLeast { get; set; }

    /// <summary>How requests are read; null for as the account says.</summary>
    public ReadingRules? Rules { get; set; }

    /// <summary>The time that requests may wait for storage; null for an operator's, who may wait for ever.</summary>
    public IStorageTime? StorageTime { get; set; }

    /// <summary>Ends the patches that are sent from now on.</summary>
    public CancellationToken Aborted { get; set; }

    public static async Task<InMemoryStorage> StorageAsync(int? licences, AccountSettings rules = default)
    {
        var storage = new InMemoryStorage();
        await storage.Users.CreateAsync(Account, default, licences, rules, default);
        return storage;
    }

    /// <summary>What the last request has computed with.</summary>
    public Computation Computation { get; private set; } = Computation.Unbounded();

    public Task<UserRecord> CreateAsync(string userName, string more = "") => _users.CreateAsync(
        Request(), Json($$"""{"userName":"{{userName}}","name":{"givenName":"A","familyName":"B"}{{more}}}"""), default);

    public Task<UserRecord> PutAsync(UserRecord user, string body, VersionCondition? expectedVersion = null) =>
        _users.ReplaceAsync(Request(), user.Id.ToString(), Json(body), expectedVersion, default);

    public Task<UserRecord> PatchAsync(UserRecord user, string operations, VersionCondition? expectedVersion = null)
    {
        var body = Json($$"""{"schemas":["{{SchemaUris.PatchOp}}"],"Operations":[{{operations}}]}""");
        return _users.PatchAsync(Request(), user.Id.ToString(), body, expectedVersion, Aborted);
    }

    public Task DeleteAsync(UserRecord user, VersionCondition? expectedVersion = null) =>
        _users.DeleteAsync(Request(), user.Id.ToString(), expectedVersion, default);

    public Task<UserRecord> GetAsync(string id) => _users.GetAsync(Request(), id, default);

    /// <summary>Takes the whole first page.</summary>
    public async Task<List<UserRecord>> ListAsync(string? filter = null)
    {
        var (type, taken) = (await TypeAsync(), new List<UserRecord>());
        var query = new UserQuery { Type = type, Filter = filter is null ? null : FilterParser.Parse(filter, type) };
        await using var page = await _users.ListAsync(Request(), query, Aborted);
        while (await page.TakeAsync() is { } user)
            taken.Add(user);
        return taken;
    }

    /// <summary>What a user has now.</summary>
    public async Task<UserType> TypeAsync() => (await _accounts.RulesAsync(Account, AtLeast, default)).Type;

    public static async Task<ScimError> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<ScimException>(act)).Error;

    public void Dispose() => _accounts.Dispose();

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private CallContext Request() => new(
        ClientId.Parse("client"),
        Account,
        Admission,
        Rules is null ? _accounts.RulesAsync(Account, AtLeast, default).AsTask() : Task.FromResult(Rules),
        Computation = StorageTime is null
            ? Computation.Unbounded()
            : new Computation(StepBudget.ForChange(), new ComputingPlaces(TimeProvider.System), Account, StorageTime),
        "correlation");
}

using Moq;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Integrity;

namespace Scim.Storage.Tables.Tests.Integrity;

/// <summary>Users whose schemas the account's row does not know.</summary>
public sealed class SchemaCheckTests : IAsyncLifetime
{
    private TestStorage _storage = null!;
    private AccountSnapshot _row = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        await _storage.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, null, Strictness.Lenient, Cancel);
        _row = Assert.IsType<AccountSnapshot>(await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel));
        var user = Sample.Stored(Sample.User("jane"), generation: 2);
        var outcome = await _storage.Ports.Users.WriteAsync(Sample.Account, Sample.Creation(_row, user), Cancel);
        _row = Assert.IsType<AccountSnapshot>(outcome.Row);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task A_user_of_a_change_that_the_row_has_not_seen_is_told() =>
        Assert.Equal([FindingKind.SchemasAhead], await CheckAsync(Seen(1), Seen(1)));

    [Fact]
    public async Task A_user_of_the_last_change_is_nothing_wrong() => Assert.Empty(await CheckAsync(Seen(2)));

    [Fact]
    public async Task A_change_that_comes_while_the_users_are_read_is_nothing_wrong() => Assert.Empty(await CheckAsync(Seen(1), Seen(2)));

    private AccountSnapshot Seen(int changes) => _row with { Schemas = new SchemaGeneration(changes, Sample.Start) };

    /// <param name="rows">What the account's row is each time that it is read.</param>
    private async Task<List<FindingKind>> CheckAsync(params AccountSnapshot[] rows)
    {
        var read = 0;
        var accounts = new Mock<IAccountStore>();
        accounts.Setup(store => store.FindAsync(Sample.Account, It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => rows[Math.Min(read++, rows.Length - 1)]);
        var check = new TableIntegrityCheck(_storage.Tables, accounts.Object, _storage.Ports.Streams, TimeProvider.System);
        return await check.CheckAsync(Sample.Account, repair: false, Cancel).Select(finding => finding.Kind).ToListAsync(Cancel);
    }
}

using System.Globalization;
using Azure.Data.Tables;
using Scim.Protocol.Schemas;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Tests.Users;

public sealed class IndexRowsTests : IAsyncLifetime
{
    private TestStorage _storage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        await _storage.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, null, Strictness.Lenient, Cancel);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Follow_the_user_from_creation_to_deletion()
    {
        var account = (await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
        var jane = Sample.User("jane", "x", ["a@example.com", "A@EXAMPLE.com", "b@example.com"]);
        await _storage.Ports.Users.WriteAsync(Sample.Account, Sample.Creation(account, jane), Cancel);
        Assert.Equal(["Email a@example.com", "Email b@example.com", "ExternalId x", "UserName jane"], await IndexAsync());

        var before = (await _storage.Ports.Users.FindAsync(Sample.Account, jane.Id, Cancel))!;
        var next = Sample.Next(before, "JANE", null, ["B@example.com", "c@example.com"]);
        await _storage.Ports.Users.WriteAsync(Sample.Account, Sample.Replacement(Sample.Account, before, next), Cancel);
        Assert.Equal(["Email b@example.com", "Email c@example.com", "UserName jane"], await IndexAsync());

        var now = (await _storage.Ports.Users.FindAsync(Sample.Account, jane.Id, Cancel))!;
        account = (await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
        await _storage.Ports.Users.WriteAsync(Sample.Account, Sample.Deletion(account, now), Cancel);
        Assert.Empty(await IndexAsync());
    }

    [Fact]
    public void Hold_no_text_of_a_client_in_their_keys()
    {
        var keys = IndexRow.Of(Sample.User("j/a\\n#e?\u0001\t", "/\\#?',", ["/\\#?',@example.com"])).Keys;

        Assert.All(keys, key => Assert.Matches(@"\A(userName:[0-9a-f]{64}|(externalId|email):[0-9a-f]{64}:[0-9a-f-]{36})\z", key));
        Assert.Equal(3, keys.Count);
    }

    [Fact]
    public void Of_any_two_users_fit_one_transaction()
    {
        var before = Sample.User("a", "a", Addresses("a"));
        var after = Sample.Next(before, "b", "b", Addresses("b"));

        Assert.InRange(IndexRow.Of(before).Count + IndexRow.Of(after).Count + 3, 80, 100);

        static string[] Addresses(string name) =>
            [.. Enumerable.Range(0, 40).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name}{number}@example.com"))];
    }

    private async Task<IEnumerable<string>> IndexAsync()
    {
        var table = new TableClient(_storage.Options.ConnectionString, _storage.Options.TablePrefix + "Users");
        var rows = await table.QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel);
        return rows
            .Where(row => !row.RowKey.StartsWith("user:", StringComparison.Ordinal))
            .SelectMany(row => new[] { "Email", "ExternalId", "UserName" }
                .Where(row.ContainsKey).Select(column => $"{column} {row.GetString(column)}"))
            .Order(StringComparer.Ordinal);
    }
}

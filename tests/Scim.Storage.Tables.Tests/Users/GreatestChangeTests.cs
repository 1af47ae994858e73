using System.Globalization;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Tests.Users;

/// <summary>The greatest change that the limits allow fits one transaction, with what may be written beside it.</summary>
public sealed class GreatestChangeTests : IAsyncLifetime
{
    // With the 40 addresses it makes a document of close to 512 KiB.
    private const int TitleLength = 519_000;

    private static readonly AttributeDefinition Title = UserType.Default.Attributes.Require("title");

    private TestStorage _storage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        await _storage.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, 1, default, Cancel);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Forty_addresses_for_forty_others_and_three_further_rows_of_the_users_size()
    {
        var account = (await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel))!; // Just created.
        var created = await _storage.Ports.Users.WriteAsync(
            Sample.Account, Sample.Creation(account, Great(Sample.User("jane", "x", Addresses("a")))), Cancel);
        var before = (await _storage.Ports.Users.FindAsync(Sample.Account, await IdAsync(), Cancel))!; // Just created.
        var after = Great(Sample.Next(before, "june", "y", Addresses("b"), active: false));
        var change = Sample.Replacement(Sample.Account, before, after).Changes[0];

        var outcome = await _storage.Ports.Users.WriteAsync(
            Sample.Account,
            new UserWrite(created.Row, [change with
            {
                Audit = change.Audit with { LicencesInUseAfter = 0, UsersAfter = 1 },
                Further = [.. Enumerable.Range(0, 3).Select(number => new FurtherRow($"event:{after.Version}:{number}", after.Document))],
            }]),
            Cancel);

        Assert.InRange(after.Document.Length, 520_000, 512 * 1024);
        Assert.Equal((UserWriteResult.Written, 1), (outcome.Result, outcome.Changes));
        var stored = await _storage.Ports.Users.FindAsync(Sample.Account, after.Id, Cancel);
        Assert.Equal(after.Document.ToArray(), stored!.Document.ToArray());
        foreach (var number in Enumerable.Range(0, 3))
        {
            var row = await _storage.Tables.Users.FindAsync(Sample.Account.Value, $"event:{after.Version}:{number}", Cancel);
            Assert.Equal(after.Document.ToArray(), DocumentColumns.Read(row!).ToArray());
        }
    }

    [Fact]
    public async Task What_is_refused_leaves_no_further_row()
    {
        var account = (await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel))!; // Just created.
        var row = (await _storage.Ports.Users.WriteAsync(Sample.Account, Sample.Creation(account, Sample.User("jane")), Cancel)).Row!;
        var twin = Sample.Creation(row, Sample.User("JANE"));

        var outcome = await _storage.Ports.Users.WriteAsync(
            Sample.Account, twin with { Changes = [twin.Changes[0] with { Further = [new FurtherRow("event:1", new byte[] { 1 })] }] },
                Cancel);

        Assert.Equal(UserWriteResult.UserNameTaken, outcome.Result);
        Assert.Null(await _storage.Tables.Users.FindAsync(Sample.Account.Value, "event:1", Cancel));
    }

    private async Task<UserId> IdAsync() =>
        Assert.Single(
            (await _storage.Ports.Users.ListAsync(Sample.Account, new UserQuery { Type = UserType.Default, Count = 1 }, Cancel)).Users).Id;

    private static UserRecord Great(UserRecord user) =>
        Sample.Stored(user, ResourceWriter.ToUtf8(user.In(UserType.Default).With(Title, new string('t', TitleLength))));

    private static string[] Addresses(string name) =>
        [.. Enumerable.Range(0, 40).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name}{number}@example.com"))];
}

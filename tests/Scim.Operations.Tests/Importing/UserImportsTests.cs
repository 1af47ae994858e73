using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Operations.Accounts;
using Scim.Operations.Files;
using Scim.Operations.Importing;
using Scim.Operations.Users;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Operations.Tests.Importing;

public sealed class UserImportsTests
{
    private static readonly AccountId Again = AccountId.Parse("acme-again");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_user_is_told_of_once()
    {
        await using var site = await OperatorSite.StartAsync(licences: 2);
        await site.CreateUserAsync("bob");

        var outcomes = await ImportAsync(site, Lines("ann", "bob", "cleo"));

        Assert.Equal(
            [
                new ImportedUser(1, ImportResult.Created), new ImportedUser(2, ImportResult.AlreadyThere),
                new ImportedUser(3, ImportResult.CreatedWaiting),
            ],
            outcomes.OrderBy(user => user.Line));
    }

    [Fact]
    public async Task A_file_with_a_wrong_line_tells_each_and_is_refused_whole()
    {
        await using var site = await OperatorSite.StartAsync();
        var import = await PrepareAsync(site, Lines("ann", "", "ANN"), ImportKind.New);
        var checkedLines = new List<CheckedLine>();

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(async () =>
        {
            await foreach (var line in import.CheckAsync(Cancel)) checkedLines.Add(line);
        });

        Assert.Equal("2 of 3 users are wrong. Nothing was written.", refused.Message);
        Assert.Equal([false, true, true], checkedLines.Select(line => line.Fault is not null));
        Assert.Throws<InvalidOperationException>(() => import.RunAsync(OperatorSite.Ada, Cancel));
    }

    [Fact]
    public async Task An_import_is_not_run_unchecked()
    {
        await using var site = await OperatorSite.StartAsync();
        var import = await PrepareAsync(site, Lines("ann"), ImportKind.New);

        Assert.Throws<InvalidOperationException>(() => import.RunAsync(OperatorSite.Ada, Cancel));
    }

    [Fact]
    public async Task Who_leaves_off_has_written_whole_users_and_can_go_on()
    {
        await using var site = await OperatorSite.StartAsync();
        var names = Enumerable.Range(0, 100).Select(number => $"user{number}").ToArray();
        var import = await PrepareAsync(site, Lines(names), ImportKind.New);
        await import.CheckAsync(Cancel).CountAsync(Cancel);

        Assert.Equal(3, await import.RunAsync(OperatorSite.Ada, Cancel).Take(3).CountAsync(Cancel));
        var there = (await site.Get<AccountOperations>().FindInUseAsync(OperatorSite.Acme, Cancel)).Users;
        var tally = new ImportTally();
        foreach (var user in await ImportAsync(site, Lines(names))) tally.Note(user);

        Assert.InRange(there, 3, 99);
        Assert.Equal((100, 100 - there, there), Counts(tally.Report(100)));
        Assert.Equal(100, (await site.Get<AccountOperations>().FindInUseAsync(OperatorSite.Acme, Cancel)).Users);

        static (int Users, int Created, int There) Counts(ImportReport report) => (report.Users, report.Created, report.AlreadyThere);
    }

    [Fact]
    public async Task An_export_is_restored_elsewhere_as_it_was()
    {
        await using var site = await OperatorSite.StartAsync(licences: 1);
        foreach (var name in (string[])["ann", "bob"]) await site.CreateUserAsync(name);
        await site.Get<AccountOperations>().CreateAsync(Again, new LicenceCount(1), Strictness.Lenient, Cancel);
        var export = await ExportAsync(site, OperatorSite.Acme);

        var import = await site.Get<UserImports>().PrepareAsync(Again, File(export), ImportKind.Restored, Cancel);
        await import.CheckAsync(Cancel).CountAsync(Cancel);
        var outcomes = await import.RunAsync(OperatorSite.Ada, Cancel).ToListAsync(Cancel);

        Assert.All(outcomes, user => Assert.Equal(ImportResult.Created, user.Result));
        Assert.Equal(Versionless(export), Versionless(await ExportAsync(site, Again)));
    }

    [Fact]
    public async Task Who_was_there_is_told_of_although_storage_fails_after()
    {
        var storage = new InMemoryStorage();
        var users = new Mock<IUserStore>();
        users.Setup(store => store.OpenAsync(It.IsAny<AccountId>(), It.IsAny<UserQuery>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserQuery query, CancellationToken stop) => storage.Users.OpenAsync(account, query, stop));
        users.Setup(store => store.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserWrite write, CancellationToken stop) => storage.Users.WriteAsync(account, write, stop));
        await using var site = await OperatorSite.StartAsync(replace: services =>
        {
            storage.AddTo(services);
            services.AddSingleton(users.Object);
        });
        var ann = await site.CreateUserAsync("ann");
        var bob = ExportedUser.LineOf(ann, UserType.Default)
            .Replace("\"ann\"", "\"bob\"", StringComparison.Ordinal)
            .Replace(ann.Id.ToString(), UserId.New(ann.Created.AddHours(1)).ToString(), StringComparison.Ordinal);
        var import = await PrepareAsync(site, $"{ExportedUser.LineOf(ann, UserType.Default)}\n{bob}\n", ImportKind.Restored);
        await import.CheckAsync(Cancel).CountAsync(Cancel);
        users.Setup(store => store.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StorageUnavailableException("gone"));

        var outcomes = new List<ImportedUser>();
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            await foreach (var user in import.RunAsync(OperatorSite.Ada, Cancel)) outcomes.Add(user);
        });

        Assert.Equal([new ImportedUser(1, ImportResult.AlreadyThere)], outcomes);
    }

    [Fact]
    public async Task Whole_users_are_not_restored_from_csv()
    {
        await using var site = await OperatorSite.StartAsync();
        var csv = new UserFile("users.csv", UserFile.FormatOf("users.csv"), () => throw new InvalidOperationException());

        await Assert.ThrowsAsync<OperationRefusedException>(
            () => site.Get<UserImports>().PrepareAsync(OperatorSite.Acme, csv, ImportKind.Restored, Cancel));
    }

    private static async Task<List<ImportedUser>> ImportAsync(OperatorSite site, string lines)
    {
        var import = await PrepareAsync(site, lines, ImportKind.New);
        await import.CheckAsync(Cancel).CountAsync(Cancel);
        return await import.RunAsync(OperatorSite.Ada, Cancel).ToListAsync(Cancel);
    }

    private static Task<UserImport> PrepareAsync(OperatorSite site, string lines, ImportKind kind) =>
        site.Get<UserImports>().PrepareAsync(OperatorSite.Acme, File(lines), kind, Cancel);

    private static async Task<string> ExportAsync(OperatorSite site, AccountId account)
    {
        var file = new MemoryStream();
        var found = await site.Get<AccountOperations>().FindAsync(account, Cancel);
        await site.Get<UserOperations>().ExportAsync(found, file, UserFileFormat.JsonLines, Cancel).CountAsync(Cancel);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static UserFile File(string lines) =>
        new("users.jsonl", UserFile.FormatOf("users.jsonl"), () => new MemoryStream(Encoding.UTF8.GetBytes(lines)));

    private static string Lines(params string[] names) => string.Join(
        '\n', names.Select(name => $$$"""{"userName":"{{{name}}}","name":{"givenName":"Ada","familyName":"Lovelace"}}"""));

    /// <summary>The lines without the versions, which a restoration gives anew.</summary>
    private static string Versionless(string lines) =>
        System.Text.RegularExpressions.Regex.Replace(lines, @"""version"":""W/\\""[^""]*""""", "");
}

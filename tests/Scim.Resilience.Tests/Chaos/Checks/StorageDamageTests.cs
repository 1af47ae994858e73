using System.Text;
using Azure;
using Azure.Data.Tables;
using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>The check of a run finds every kind of damage in storage.</summary>
public sealed class StorageDamageTests(SmallRun run) : IClassFixture<SmallRun>
{
    private static readonly Guid Other = new("01990000-0000-7000-8000-000000000000");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_wrong_without_damage() =>
        Assert.Empty(await FaultsAsync(await run.CopyAsync()));

    [Theory]
    [InlineData("userName:", "lacks the index row userName:")]
    [InlineData("externalId:", "lacks the index row externalId:")]
    [InlineData("email:", "lacks the index row email:")]
    [InlineData("user:", "but the user is not there")]
    [InlineData("audit:", "but the user has another version")]
    public async Task A_row_that_is_missing(string kind, string fault)
    {
        var table = await run.CopyAsync();
        var row = kind == "audit:" ? LastWriteOfUser() : First(kind);
        await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Cancel);
        await AssertFoundAsync(table, fault);
    }

    [Theory]
    [InlineData("email:0000:01990000-0000-7000-8000-000000000000", "points at")]
    [InlineData("userName:0000", "points at")]
    [InlineData("other:0000", "is of no known kind")]
    public async Task A_row_too_many(string key, string fault)
    {
        var table = await run.CopyAsync();
        await table.AddEntityAsync(new TableEntity(SmallRun.Account, key) { ["User"] = Other.ToString() }, Cancel);
        await AssertFoundAsync(table, fault);
    }

    [Theory]
    [InlineData("account:", "LicencesInUse", 4, "Licences in use are 4")]
    [InlineData("account:", "LicencesInUse", 6, "only 5 are owned")]
    [InlineData("account:", "LicencesOwned", 50, "Licences owned are no longer 5")]
    [InlineData("account:", "Users", 99, "Users total is 99")]
    [InlineData("userName:", "User", "nobody", "points at nobody")]
    [InlineData("user:", "DisplayName", "else", "the column DisplayName differs")]
    [InlineData("user:", "UserNameKey", "else", "the column UserNameKey differs")]
    [InlineData("audit:", "CorrelationId", "unknown", "which was never sent")]
    [InlineData("audit:", "Operation", "Bulk", "tells of another operation")]
    [InlineData("audit:", "User", "nobody", "The trail of user nobody does not begin")]
    [InlineData("audit:", "LicencesInUseAfter", 6, "more licences are in use than are owned")]
    [InlineData("audit:", "UsersAfter", 50, "times more often than left")]
    [InlineData("audit:", "UsersAfter", 50, "No write leads to")]
    public async Task A_column_that_is_wrong(string kind, string column, object value, string fault)
    {
        var table = await run.CopyAsync();
        var row = First(kind, having: column);
        row[column] = value;
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
        await AssertFoundAsync(table, fault);
    }

    [Theory]
    [InlineData("user:", "Version", "another version")]
    [InlineData("audit:", "LicencesInUseAfter", "counters are missing")]
    [InlineData("audit:", "NewVersion", "is missing")]
    [InlineData("audit:", "PreviousVersion", "does not begin with its one creation")]
    public async Task A_column_that_is_missing(string kind, string column, string fault)
    {
        var table = await run.CopyAsync();
        var row = First(kind, having: column);
        row.Remove(column);
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
        await AssertFoundAsync(table, fault);
    }

    [Theory]
    [InlineData("user:", "Active", "the column Active differs")]
    [InlineData("user:", "WaitingForLicence", "waiting mark")]
    [InlineData("audit:", "ActiveAfter", "differ in id, version or active")]
    public async Task A_flag_that_is_turned(string kind, string column, string fault)
    {
        var table = await run.CopyAsync();
        var row = First(kind, having: column);
        row[column] = row.GetBoolean(column) != true;
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
        await AssertFoundAsync(table, fault);
    }

    [Fact]
    public async Task A_write_in_the_middle_that_is_missing_and_one_that_happened_twice()
    {
        var table = await run.CopyAsync();
        var middle = run.Rows.First(row => row.GetString("Operation") == "Patch" && IsFollowed(row));
        await table.DeleteEntityAsync(middle.PartitionKey, middle.RowKey, cancellationToken: Cancel);
        await AssertFoundAsync(table, "breaks after", "What was acknowledged has no audit row");

        table = await run.CopyAsync();
        var twice = SmallRun.Copy(middle);
        twice.RowKey = $"{twice.RowKey[..^36]}{Other}";
        twice["NewVersion"] = Other;
        await table.AddEntityAsync(twice, Cancel);
        await AssertFoundAsync(table, "forks after", "There are 2 audit rows for one request");
    }

    [Fact]
    public async Task A_user_without_a_trail_and_a_change_that_was_lost()
    {
        var table = await run.CopyAsync();
        var user = First("user:");
        user.RowKey = $"user:{Other}";
        await table.AddEntityAsync(user, Cancel);
        await AssertFoundAsync(table, "is there without a trail", "the column id differs");

        table = await run.CopyAsync();
        user = First("user:");
        var document = Encoding.UTF8.GetString(user.GetBinary("Document0"));
        user["Document0"] = Encoding.UTF8.GetBytes(document.Replace(user.GetString("DisplayName"), "by 0", StringComparison.Ordinal));
        user["DisplayName"] = "by 0";
        await table.UpdateEntityAsync(user, ETag.All, TableUpdateMode.Replace, Cancel);
        await AssertFoundAsync(table, "and those before it made of it");
    }

    private TableEntity First(string kind, string? having = null) => SmallRun.Copy(run.Rows.First(row =>
        row.RowKey.StartsWith(kind, StringComparison.Ordinal) && (having is null || row.ContainsKey(having))));

    private TableEntity LastWriteOfUser()
    {
        var version = First("user:").GetGuid("Version").ToString()!; // Every user has one.
        return run.Rows.First(
            row => row.RowKey.StartsWith("audit:", StringComparison.Ordinal) && row.RowKey.EndsWith(version, StringComparison.Ordinal));
    }

    private bool IsFollowed(TableEntity write) =>
        run.Rows.Any(row => row.GetString("Operation") is not null && row.GetGuid("PreviousVersion") == write.GetGuid("NewVersion"));

    private async Task<IReadOnlyList<string>> FaultsAsync(TableClient table) =>
        ChaosCheck.Faults(await StoredAccount.ReadAsync(table, SmallRun.Account, Cancel), run.Sent, SmallRun.Licences);

    private async Task AssertFoundAsync(TableClient table, params string[] expected)
    {
        var faults = await FaultsAsync(table);
        Assert.All(expected, fault => Assert.Contains(faults, found => found.Contains(fault, StringComparison.Ordinal)));
    }
}

using System.Globalization;
using Azure.Data.Tables;
using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Limits;
using Scim.Storage.Tables.Queries;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Tests.Limits;

public sealed class AzureLimitsTests
{
    [Fact]
    public void A_row_is_measured_by_Azures_formula()
    {
        var row = new TableEntity("acme", "user:1")
        {
            ["Text"] = "four",
            ["Bytes"] = new byte[10],
            ["Flag"] = true,
            ["Count"] = 1,
            ["When"] = Sample.Start,
            ["Id"] = Guid.Empty,
            ["Rate"] = 1.5,
            ["Missing"] = null,
        };

        var columns = (8 + 8 + 12) + (8 + 10 + 14) + (8 + 8 + 1) + (8 + 10 + 4) + (8 + 8 + 8) + (8 + 4 + 16) + (8 + 8 + 8);
        Assert.Equal(4 + 20 + columns, AzureLimits.SizeOf(row));
    }

    [Theory]
    [InlineData(32_768, true)]
    [InlineData(32_769, false)]
    public void Text_has_a_longest_length(int length, bool fits) =>
        AssertFits(fits, new TableEntity("p", "r") { ["Text"] = new string('x', length) });

    [Theory]
    [InlineData(61_440, true)]
    [InlineData(61_441, false)]
    public void Bytes_have_a_longest_length(int length, bool fits) =>
        AssertFits(fits, new TableEntity("p", "r") { ["Bytes"] = new byte[length] });

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void A_row_has_a_largest_size(int columns, bool fits)
    {
        var row = new TableEntity("p", "r");
        for (var number = 0; number < columns; number++)
            row[string.Create(CultureInfo.InvariantCulture, $"Document{number}")] = new byte[60 * 1024];

        AssertFits(fits, row);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_transaction_has_a_largest_number_of_rows(int count, bool fits) =>
        AssertFits(fits, [.. Enumerable.Range(0, count).Select(number => Add("p", number.ToString(CultureInfo.InvariantCulture)))]);

    [Theory]
    [InlineData("p", "1", false)]
    [InlineData("q", "2", false)]
    [InlineData("p", "2", true)]
    public void A_transaction_has_distinct_rows_of_one_partition(string partition, string key, bool fits) =>
        AssertFits(fits, [Add("p", "1"), Add(partition, key)]);

    [Fact]
    public void A_transaction_has_a_largest_size() =>
        AssertFits(
            false,
            [.. Enumerable.Range(0, 60).Select(number => Add("p", number.ToString(CultureInfo.InvariantCulture), new byte[60_000]))]);

    [Fact]
    public void The_largest_user_fits()
    {
        var row = new TableEntity("acme", "user:1") { ["UserName"] = new string('x', 1_024) };
        DocumentColumns.Write(row, new byte[512 * 1024]);

        AssertFits(true, row);
    }

    [Fact]
    public void A_query_never_has_more_comparisons_than_Azure_takes()
    {
        var text = string.Join(
            " and ", Enumerable.Repeat("userName sw \"a\" and active eq true and meta.created eq \"2026-01-01T00:00:00Z\"", 10));

        var filter = ServerFilter.Users(Sample.Account, "user:", FilterParser.Parse(text, UserType.Default));

        Assert.Equal(15, filter.Split(" and ").Length);
    }

    private static TableTransactionAction Add(string partition, string key, byte[]? bytes = null) =>
        new(TableTransactionActionType.Add, new TableEntity(partition, key) { ["Bytes"] = bytes });

    private static void AssertFits(bool fits, TableEntity row) =>
        AssertFits(fits, [new TableTransactionAction(TableTransactionActionType.Add, row)]);

    private static void AssertFits(bool fits, IReadOnlyList<TableTransactionAction> actions)
    {
        if (fits)
            AzureLimits.Check(actions);
        else
            Assert.Throws<InvalidOperationException>(() => AzureLimits.Check(actions));
    }
}

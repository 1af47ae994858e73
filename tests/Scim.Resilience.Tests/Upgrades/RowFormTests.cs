using System.Globalization;
using System.Text.RegularExpressions;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>Rows are written as the newest file of rows has them, so that a change of their form is one that is meant.</summary>
public sealed partial class RowFormTests
{
    private const string Acknowledgement = "Acknowledged";

    private static StoredRows Newest => RowFixtures.Read(RowFixtures.Versions[^1].ToString(3));

    [Fact]
    public async Task Rows_are_written_in_the_form_of_the_newest_file()
    {
        var written = await (await RowStory.ToldAsync()).RowsAsync();
        if (RowFixtures.Wanted is { } wanted)
            await WriteAsync(wanted, written);

        var differences = RowForms.Differences(RowForms.Of(Newest), RowForms.Of(written));

        Assert.True(differences.Count == 0, $"""
            Rows are written in another form than the newest file has them, and rows of that form are in storage for ever.
            If this is meant:
            1. The code goes on reading what the older files have, by a reader or a migration; OlderRowsTests tell whether it does.
            2. docs/storage.md says what the new form is, and what a row of an older version is read as.
            3. SCIM_ROWS=VERSION in the environment of this test writes the files of the version that is to come, beside the others.
            The files of a version that was released, which has a tag, are never changed; those of one that is still to come may be
            written anew in this way.
            {string.Join('\n', differences)}
            """);
    }

    [Fact]
    public void The_file_of_a_version_is_not_changed_after_its_release()
    {
        var rows = new StoredRows(DateTimeOffset.UnixEpoch, new KnownSecrets("", "", "", "", ""), []);
        var versions = RowFixtures.Versions;

        Assert.Throws<IOException>(() => RowFixtures.Write(versions[^1].ToString(3), rows, isReleased: true));
        Assert.Throws<IOException>(() => RowFixtures.Write("0.0.1", rows, isReleased: false));

        Assert.Equal(versions, RowFixtures.Versions);
        Assert.NotEmpty(Newest.Rows);
    }

    [Fact]
    public void A_column_that_one_row_lacks_is_told()
    {
        var rows = Newest;
        var before = RowForms.Of(rows);
        foreach (var row in rows.Rows)
        {
            foreach (var (name, value) in row.Columns.ToList())
            {
                row.Columns.Remove(name);
                Assert.NotEqual(before, RowForms.Of(rows));
                row.Columns[name] = value;
            }
        }
        Assert.Equal(before, RowForms.Of(rows));
    }

    [Theory]
    [InlineData("LicencesOwned", "Int64 3", "LicencesOwned Int64 3")]
    [InlineData("LicencesOwned", "Int32 4", "LicencesOwned Int32 4")]
    [InlineData("Strictness", "String lenient", "Strictness String lenient")]
    [InlineData("Seats", "Int32 3", "Seats Int32 3")]
    public void Another_type_value_or_column_is_told(string column, string value, string told)
    {
        var rows = Newest;
        var before = RowForms.Of(rows);
        rows.Rows.Single(row => row.Row == "account:acme").Columns[column] = value;

        var differences = RowForms.Differences(before, RowForms.Of(rows));

        Assert.Equal(["- Users acme account:acme", "+ Users acme account:acme"], differences.Select(line => line.Split(" | ")[0]));
        Assert.Equal([told], differences[1].Split(" | ")[1..].Except(differences[0].Split(" | ")));
    }

    [Fact]
    public void A_key_that_runs_the_other_way_in_time_is_told() => AssertTold(
        row => row.Table == "Requests",
        row => row with
        {
            Row = Ticks().Replace(
                row.Row, found => $"{DateTime.MaxValue.Ticks - long.Parse(found.Value, CultureInfo.InvariantCulture):D19}"),
        });

    [Fact]
    public void Ids_without_hyphens_are_told() => AssertTold(
        row => row.Row.StartsWith("user:", StringComparison.Ordinal),
        row => row with { Row = row.Row.Replace("-", "", StringComparison.Ordinal) });

    [Fact]
    public void Another_unit_is_told() => AssertTold(
        row => row.Columns.TryGetValue("Milliseconds", out var value) && value != "Double 0",
        row => With(row, "Milliseconds", value => $"Double {double.Parse(value, CultureInfo.InvariantCulture) / 1_000:R}"));

    /// <summary>The bytes are an id and a number; those of an id that no other row has are told as well.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    public void Other_bytes_are_told(int place) => AssertTold(
        row => row.Columns.ContainsKey(Acknowledgement),
        row => With(row, Acknowledgement, value =>
        {
            var bytes = Convert.FromBase64String(value);
            bytes[place] ^= 1;
            return $"Binary {Convert.ToBase64String(bytes)}";
        }));

    private static void AssertTold(Func<StoredRow, bool> which, Func<StoredRow, StoredRow> change)
    {
        var rows = Newest;
        var count = rows.Rows.Count(which);
        var changed = rows with { Rows = [.. rows.Rows.Select(row => which(row) ? change(row) : row)] };

        var differences = RowForms.Differences(RowForms.Of(rows), RowForms.Of(changed));

        Assert.InRange(count, 1, int.MaxValue);
        Assert.InRange(differences.Count, 2 * count, int.MaxValue);
    }

    private static StoredRow With(StoredRow row, string column, Func<string, string> change) => row with
    {
        Columns = new SortedDictionary<string, string>(row.Columns, StringComparer.Ordinal) { [column] = change(row.Column(column).Value) },
    };

    private static async Task WriteAsync(string version, StoredRows written)
    {
        RowFixtures.Write(version, written, RowFixtures.IsReleased(version));
        await using var service = await OlderService.StartAsync(version);
        RowFixtures.WriteValues(version, await RowValues.ReadAsync(service));
    }

    [GeneratedRegex("(?<=:)[0-9]{19}(?=:)")]
    private static partial Regex Ticks();
}

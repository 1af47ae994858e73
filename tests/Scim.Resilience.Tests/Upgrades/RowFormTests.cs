namespace Scim.Resilience.Tests.Upgrades;

/// <summary>Rows are written as the newest file of rows has them, so that a change of their form is one that is meant.</summary>
public sealed class RowFormTests
{
    [Fact]
    public async Task Rows_are_written_in_the_form_of_the_newest_file()
    {
        var written = await (await RowStory.ToldAsync()).RowsAsync();
        if (RowFixtures.Wanted is { } wanted)
            RowFixtures.Write(wanted, written);
        var newest = RowFixtures.Versions[^1].ToString(3);

        var (before, now) = (RowForms.Of(RowFixtures.Read(newest).Rows), RowForms.Of(written.Rows));

        string[] differences = [.. before.Except(now).Select(form => $"- {form}"), .. now.Except(before).Select(form => $"+ {form}")];
        Assert.True(differences.Length == 0, $"""
            Rows are written in another form than rows-{newest}.json has them, and rows of that form are in storage for ever.
            If this is meant:
            1. The code goes on reading what the older files have, by a reader or a migration; OlderRowsTests tell whether it does.
            2. docs/storage.md says what the new form is, and what a row of an older version is read as.
            3. SCIM_ROWS=VERSION in the environment of this test writes the file of the version that is to come, beside the others.
            A file of a version that was released is never changed.
            {string.Join('\n', differences)}
            """);
    }

    [Fact]
    public void The_file_of_a_version_is_not_written_twice()
    {
        var rows = new StoredRows(DateTimeOffset.UnixEpoch, new KnownSecrets("", "", "", "", ""), []);
        var versions = RowFixtures.Versions;

        Assert.Throws<IOException>(() => RowFixtures.Write(versions[^1].ToString(3), rows));
        Assert.Throws<IOException>(() => RowFixtures.Write("0.0.1", rows));

        Assert.Equal(versions, RowFixtures.Versions);
        Assert.NotEmpty(RowFixtures.Read(versions[^1].ToString(3)).Rows);
    }

    [Theory]
    [InlineData("LicencesOwned", "Int64 3", "+ Users acme account:acme LicencesOwned Int64")]
    [InlineData("Strictness", "String lenient", "+ Users acme account:acme Strictness String lenient")]
    [InlineData("Seats", "Int32 3", "+ Users acme account:acme Seats Int32")]
    public void Another_type_text_or_column_is_another_form(string column, string value, string difference)
    {
        var rows = RowFixtures.Read(RowFixtures.Versions[0].ToString(3)).Rows;
        var before = RowForms.Of(rows);
        rows.Single(row => row.Row == "account:acme").Columns[column] = value;

        Assert.Equal([difference], RowForms.Of(rows).Except(before).Select(form => $"+ {form}"));
    }
}

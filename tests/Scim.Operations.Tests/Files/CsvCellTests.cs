using CsCheck;
using Scim.Operations.Files;

namespace Scim.Operations.Tests.Files;

public sealed class CsvCellTests
{
    private static readonly Gen<string> Texts =
        Gen.OneOf([.. "'=@+-\t\r\n\uFF1Da\"".Select(Gen.Const)]).Array[0, 5].Select(letters => new string(letters));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+49", "'+49")]
    [InlineData("-5", "'-5")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("'tis", "'tis")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void What_begins_as_a_formula_begins_with_an_apostrophe(string text, string cell)
    {
        Assert.Equal(cell, CsvCell.Write(text));
        Assert.Equal(text, CsvCell.Read(cell));
    }

    [Fact]
    public void What_is_written_is_no_formula_and_is_read_as_it_was() => Texts.Sample(text =>
    {
        var cell = CsvCell.Write(text)!; // No text is null.
        Assert.Equal(text, CsvCell.Read(cell));
        Assert.True(cell.Length == 0 || !"=@+-\t\r\n\uFF1D".Contains(cell[0], StringComparison.Ordinal));
    });
}

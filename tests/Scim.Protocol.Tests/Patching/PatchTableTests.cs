using System.Text;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;

namespace Scim.Protocol.Tests.Patching;

public sealed class PatchTableTests
{
    private static readonly string[] Tables =
        ["add", "remove", "replace", "pathless", "selectors", "messages", "connectors", "emails", "primary", "jsontext", "lenient"];

    public static IEnumerable<TheoryDataRow<string, string>> Rows =>
        Tables.SelectMany(table => PatchCase.Load(table).Select(row => new TheoryDataRow<string, string>(table, row.Name)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_user_becomes_what_the_table_says(string table, string name)
    {
        var row = PatchCase.Load(table).Single(row => row.Name == name);
        var before = PatchCase.UserWith(row.User);
        var untouched = Text(before);

        if (row.Error is not null)
        {
            var refusal = Assert.Throws<ScimException>(() => Patched(row, before));
            Assert.Equal(row.Error, refusal.Error.Type ?? refusal.Error.Status.ToString());
            Assert.Equal(row.Detail, refusal.Error.Detail);
        }
        else
        {
            var expected = PatchCase.UserWith(row.After ?? row.User);
            var after = Patched(row, before);
            Assert.Equal(Text(expected), Text(after));
            Assert.Equal(expected, after);
        }
        Assert.Equal(untouched, Text(before));
    }

    private static ComplexValue Patched(PatchCase row, ComplexValue before) =>
        UserRules.Normalise(
            PatchRequest.Parse(row.Patch, row.Rules, StepBudget.Unbounded()).Apply(before, StepBudget.Unbounded()),
            row.Rules,
            StepBudget.Unbounded());

    private static string Text(ComplexValue user) => Encoding.UTF8.GetString(ResourceWriter.ToUtf8(user));
}

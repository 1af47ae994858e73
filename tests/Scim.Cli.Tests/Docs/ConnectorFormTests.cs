using System.Text.RegularExpressions;
using Scim.Operations.Connectors;
using Scim.Testing;

namespace Scim.Cli.Tests.Docs;

/// <summary>What a profile prints is what the page of its connector says.</summary>
public sealed partial class ConnectorFormTests
{
    [Theory]
    [InlineData("okta")]
    [InlineData("onelogin")]
    public void The_fields_are_those_of_the_page_in_its_order(string name)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "connect", $"{name}.md"));
        var rows = page.Split("| field | value |")[1].Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => Row().Match(line).Groups)
            .Select(row => (Name: row["name"].Value, Value: row["value"].Value.Trim('`')))
            .ToList();
        var fields = ConnectorProfiles.Find(name)!.Fields; // There is one.

        Assert.Equal(rows.Select(row => row.Name), fields.Select(field => field.Name));
        Assert.All(fields.Zip(rows).Where(pair => pair.First.Content == FieldContent.Text && !pair.First.Text.Contains('\n')), pair =>
            Assert.Equal(pair.Second.Value, pair.First.Text));
        var address = fields.Index().Single(item => item.Item.Content == FieldContent.ScimUrl).Index;
        Assert.Equal(ServiceAddress.Unknown.ScimUrl, rows[address].Value);
    }

    [Fact]
    public void The_template_of_OneLogin_is_that_of_its_page()
    {
        var template = ConnectorProfiles.OneLogin.Fields.Single(field => field.Name == "SCIM JSON Template").Text;

        Assert.Equal(
            Assert.Single(MarkdownSection.Read("docs/connect/onelogin.md", "Fields").Blocks("json")).TrimEnd(),
            template.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Names_are_unlike_one_another()
    {
        Assert.Equal(ConnectorProfiles.All, ConnectorProfiles.All.Select(profile => ConnectorProfiles.Find(profile.Name)));
        Assert.Null(ConnectorProfiles.Find("Okta"));
    }

    [GeneratedRegex(@"^\| (?<name>[^|]+) \| (?<value>[^|]+) \|$")]
    private static partial Regex Row();
}

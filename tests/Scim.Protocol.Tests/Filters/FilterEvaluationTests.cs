using Scim.Protocol.Computing;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Filters;

/// <summary>RFC 7644 §3.4.2.2 on the user of <see cref="SampleUser"/>.</summary>
public sealed class FilterEvaluationTests
{
    private const string Enterprise = SchemaUris.EnterpriseUser;

    [Theory]
    [InlineData("userName eq \"ada@example.COM\"")]
    [InlineData("userName ne \"ada\"")]
    [InlineData("userName co \"EXAMPLE\"")]
    [InlineData("userName sw \"ada\"")]
    [InlineData("userName ew \".COM\"")]
    [InlineData("userName gt \"ADA\"")]
    [InlineData("userName ge \"ada@example.com\"")]
    [InlineData("userName lt \"b\"")]
    [InlineData("userName le \"ADA@example.com\"")]
    [InlineData("externalId eq \"Ext-1\"")]
    [InlineData("externalId sw \"Ext\"")]
    [InlineData("externalId lt \"ext-1\"")]
    [InlineData("id eq \"0190\"")]
    [InlineData("schemas eq \"" + Enterprise + "\"")]
    [InlineData("profileUrl eq \"https://example.com/Ada\"")]
    [InlineData("name.familyName co \"o'm\"")]
    [InlineData("name.formatted co \"\\\"A\\\"\"")]
    [InlineData("nickName eq true")]
    [InlineData("active eq true")]
    [InlineData("active ne \"False\"")]
    [InlineData(Enterprise + ":department eq \"ENGINES\"")]
    [InlineData(Enterprise + ":employeeNumber eq 701984")]
    [InlineData(Enterprise + ":manager.displayName eq \"charles\"")]
    [InlineData(Enterprise + ":manager eq \"m-1\"")]
    [InlineData(Enterprise + "[department eq \"engines\" and manager.value eq \"m-1\"]")]
    [InlineData("meta.resourceType eq \"User\"")]
    public void Values_compare_by_their_attribute(string text) => Assert.True(Matches(text));

    [Theory]
    [InlineData("externalId eq \"ext-1\"")]
    [InlineData("externalId co \"EXT\"")]
    [InlineData("id eq \"019\"")]
    [InlineData("schemas eq \"URN:ietf:params:scim:schemas:core:2.0:User\"")]
    [InlineData("profileUrl eq \"https://example.com/ada\"")]
    [InlineData("active eq false")]
    [InlineData("userName lt \"ADA@example.com\"")]
    [InlineData(Enterprise + ":manager.value eq \"M-1\"")]
    public void Values_that_compare_otherwise_do_not_match(string text) => Assert.False(Matches(text));

    [Theory]
    [InlineData("meta.lastModified eq \"2026-05-13T06:42:34+02:00\"", true)]
    [InlineData("meta.lastModified eq \"2026-05-13T04:42:34.000Z\"", true)]
    [InlineData("meta.lastModified gt \"2026-05-13T05:42:34+02:00\"", true)]
    [InlineData("meta.lastModified gt \"2026-05-13T04:42:34Z\"", false)]
    [InlineData("meta.lastModified ge \"2026-05-13T04:42:34Z\"", true)]
    [InlineData("meta.lastModified lt \"2026-05-13T04:42:34.001Z\"", true)]
    [InlineData("meta.lastModified le \"2026-05-13T04:42:33Z\"", false)]
    public void Times_compare_as_instants(string text, bool matches) => Assert.Equal(matches, Matches(text));

    [Theory]
    [InlineData("emails.type eq \"work\"", true)]
    [InlineData("emails.type eq \"other\"", false)]
    [InlineData("emails.type ne \"work\"", true)]
    [InlineData("emails.primary ne true", true)]
    [InlineData("not (emails.type eq \"work\")", false)]
    [InlineData("emails co \"HOME\"", true)]
    [InlineData("emails.type eq \"work\" and emails.value eq \"ada@home.example\"", true)]
    [InlineData("emails[type eq \"work\" and value eq \"ada@home.example\"]", false)]
    [InlineData("emails[type eq \"work\" and value eq \"ADA@work.example\"]", true)]
    [InlineData("emails[type eq \"work\"].value eq \"ada@work.example\"", true)]
    [InlineData("emails[type eq \"home\"].value eq \"ada@work.example\"", false)]
    [InlineData("emails[type eq \"home\" or primary eq true].value ew \"work.example\"", true)]
    [InlineData("emails[primary eq \"True\"].value sw \"ada@work\"", true)]
    [InlineData("emails[not (type pr)]", true)]
    [InlineData("emails[not (type pr)].value eq \"ada@example.org\"", true)]
    [InlineData("emails[type eq \"other\"].value pr", false)]
    [InlineData("phoneNumbers[type ne \"work\"]", false)]
    [InlineData("not (phoneNumbers[type eq \"work\"])", true)]
    [InlineData("name[givenName eq \"ada\" and familyName pr]", true)]
    public void One_of_several_values_is_enough(string text, bool matches) => Assert.Equal(matches, Matches(text));

    [Theory]
    [InlineData("title eq \"x\"", false)]
    [InlineData("title ne \"x\"", true)]
    [InlineData("not (title eq \"x\")", true)]
    [InlineData("not (title ne \"x\")", false)]
    [InlineData("title co \"\"", false)]
    [InlineData("title lt \"x\"", false)]
    [InlineData("title eq null", true)]
    [InlineData("title ne null", false)]
    [InlineData("userName eq null", false)]
    [InlineData("userName ne null", true)]
    [InlineData("emails eq null", false)]
    [InlineData("phoneNumbers eq null", true)]
    [InlineData("phoneNumbers ne \"1\"", true)]
    [InlineData("phoneNumbers.type ne \"work\"", true)]
    [InlineData("emails.type eq null", true)]
    [InlineData("emails.value eq null", false)]
    [InlineData("name ne null", true)]
    [InlineData("colour eq \"red\"", false)]
    [InlineData("colour ne \"red\"", true)]
    [InlineData("colour eq null", true)]
    [InlineData("colour ne null", false)]
    [InlineData("colour gt 1", false)]
    [InlineData("colours[type eq null]", false)]
    [InlineData("emails[colour eq null]", true)]
    [InlineData("password eq \"kept by no service\"", false)]
    [InlineData("password sw \"k\"", false)]
    [InlineData("password pr", false)]
    public void Missing_attributes_satisfy_only_ne_and_null(string text, bool matches) => Assert.Equal(matches, Matches(text));

    [Theory]
    [InlineData("userName pr", true)]
    [InlineData("title pr", false)]
    [InlineData("name pr", true)]
    [InlineData("name.middleName pr", false)]
    [InlineData("emails pr", true)]
    [InlineData("emails.type pr", true)]
    [InlineData("emails.display pr", false)]
    [InlineData("addresses pr", false)]
    [InlineData("schemas pr", true)]
    [InlineData(Enterprise + " pr", true)]
    [InlineData(Enterprise + ":costCenter pr", false)]
    [InlineData(SchemaUris.TalkdeskUser + " pr", false)]
    [InlineData("colour pr", false)]
    [InlineData("not (colour pr)", true)]
    public void Presence_is_having_a_value(string text, bool matches) => Assert.Equal(matches, Matches(text));

    [Theory]
    [InlineData("title pr or userName pr and active eq true", true)]
    [InlineData("(title pr or userName pr) and active eq false", false)]
    [InlineData("userName pr or title pr and title pr", true)]
    [InlineData("not (title pr) and active eq true", true)]
    [InlineData("not (userName pr or title pr)", false)]
    public void Terms_combine(string text, bool matches) => Assert.Equal(matches, Matches(text));

    [Theory]
    [InlineData("level gt 4", true)]
    [InlineData("level gt 5", false)]
    [InlineData("level ge 5", true)]
    [InlineData("level lt 10", true)]
    [InlineData("weight eq 1.50", true)]
    [InlineData("weight le 1.49", false)]
    [InlineData("weight ne 2", true)]
    [InlineData("codes eq \"B\"", true)]
    [InlineData("codes eq \"b\"", false)]
    public void Numbers_and_plain_lists_compare(string text, bool matches) =>
        Assert.Equal(matches, FilterParser.Parse(text, Gauge.Type).Matches(Gauge.Of(5, 1.5m, "A", "B")));

    [Theory]
    [InlineData("codes eq \"É\"", true)]
    [InlineData("codes sw \"É\"", true)]
    [InlineData("codes co \"É\"", true)]
    [InlineData("codes eq \"é\"", false)]
    [InlineData("codes co \"é\"", false)]
    public void Letters_beyond_ASCII_keep_their_case_where_it_matters(string text, bool matches) =>
        Assert.Equal(matches, FilterParser.Parse(text, Gauge.Type).Matches(Gauge.Of(5, 1.5m, "É")));

    [Theory]
    [InlineData(ComparisonOperator.NotEqual, true)]
    [InlineData(ComparisonOperator.Equal, false)]
    [InlineData(ComparisonOperator.GreaterThan, false)]
    public void Values_of_different_types_are_never_equal(ComparisonOperator comparison, bool matches)
    {
        var level = AttributePathParser.Parse("level", Gauge.Type)!;
        Assert.Equal(matches, new ComparisonFilter(level, comparison, "5").Matches(Gauge.Of(5, 1.5m)));
        Assert.False(new ComparisonFilter(level, ComparisonOperator.Contains, 5L).Matches(Gauge.Of(5, 1.5m)));
    }

    [Fact]
    public void What_is_never_returned_cannot_be_asked_for_in_an_extension_either()
    {
        var schema = new SchemaDefinition("urn:example:Vault", "Vault", "A vault", new AttributeSet(
            new AttributeDefinition("code", AttributeType.String, "A secret") { Returned = Returned.Never }));

        var filter = FilterParser.Parse("urn:example:Vault:code pr", new UserType([schema]));

        Assert.Same(AttributePath.Unknown, Assert.IsType<PresenceFilter>(filter).Path);
    }

    [Fact]
    public void A_match_allocates_nothing()
    {
        var filter = FilterParser.Parse(
            "emails[type eq \"work\" and value co \"NOWHERE\"] or title pr or meta.lastModified gt \"2030-01-01T00:00:00Z\" "
            + "or active eq false or userName eq \"x\" or emails.type eq \"none\" or not (userName ne \"x\")",
            UserType.Default);
        var steps = StepBudget.Unbounded();
        Assert.False(filter.Matches(SampleUser.Ada, steps));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++)
            filter.Matches(SampleUser.Ada, steps);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
    }

    private static bool Matches(string text) => FilterParser.Parse(text, UserType.Default).Matches(SampleUser.Ada);
}

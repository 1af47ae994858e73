using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Filters;

/// <summary>RFC 7644 §3.4.2.2. The expected side is the canonical text.</summary>
public sealed class FilterParserTests
{
    private const string Enterprise = SchemaUris.EnterpriseUser;

    [Theory]
    [InlineData("userName eq \"bjensen\"", "userName eq \"bjensen\"")]
    [InlineData("name.familyName co \"O'Malley\"", "name.familyName co \"O'Malley\"")]
    [InlineData("userName sw \"J\"", "userName sw \"J\"")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"", "userName sw \"J\"")]
    [InlineData("title pr", "title pr")]
    [InlineData("meta.lastModified gt \"2011-05-13T04:42:34Z\"", "meta.lastModified gt \"2011-05-13T04:42:34Z\"")]
    [InlineData("title pr and userType eq \"Employee\"", "title pr and userType eq \"Employee\"")]
    [InlineData("title pr or userType eq \"Intern\"", "title pr or userType eq \"Intern\"")]
    [InlineData("schemas eq \"" + Enterprise + "\"", "schemas eq \"" + Enterprise + "\"")]
    [InlineData(
        "userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")",
        "userType eq \"Employee\" and (emails.value co \"example.com\" or emails.value co \"example.org\")")]
    [InlineData(
        "userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\")",
        "userType ne \"Employee\" and not (emails.value co \"example.com\" or emails.value co \"example.org\")")]
    [InlineData("userType eq \"Employee\" and (emails.type eq \"work\")", "userType eq \"Employee\" and emails.type eq \"work\"")]
    [InlineData(
        "userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]",
        "userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]")]
    [InlineData(
        "emails[type eq \"work\" and value co \"@example.com\"] or ims[type eq \"xmpp\" and value co \"@foo.com\"]",
        "emails[type eq \"work\" and value co \"@example.com\"] or ims[type eq \"xmpp\" and value co \"@foo.com\"]")]
    public void The_examples_of_the_rfc_are_read(string text, string canonical) => Assert.Equal(canonical, Parse(text).ToString());

    [Theory]
    [InlineData("title pr or title pr and active eq true", "title pr or title pr and active eq true")]
    [InlineData("(title pr or id pr) and active eq true", "(title pr or id pr) and active eq true")]
    [InlineData("not (title pr) and id pr or active eq true", "not (title pr) and id pr or active eq true")]
    [InlineData("not(title pr)", "not (title pr)")]
    [InlineData("NOT (title PR AND id Pr)", "not (title pr and id pr)")]
    [InlineData("not (not (title pr))", "not (not (title pr))")]
    [InlineData("(((title pr)))", "title pr")]
    [InlineData("(title pr and id pr) and (active pr and (name pr))", "title pr and id pr and active pr and name pr")]
    [InlineData("title pr or (id pr or name pr)", "title pr or id pr or name pr")]
    [InlineData("  title   pr\tand ( id pr )  ", "title pr and id pr")]
    public void Not_binds_before_and_and_and_before_or(string text, string canonical) => Assert.Equal(canonical, Parse(text).ToString());

    [Theory]
    [InlineData("USERNAME EQ \"x\"", "userName eq \"x\"")]
    [InlineData("externalId eq jyoung", "externalId eq \"jyoung\"")]
    [InlineData("(externalId eq jyoung)", "externalId eq \"jyoung\"")]
    [InlineData("userName eq a@b.example and active eq True", "userName eq \"a@b.example\" and active eq true")]
    [InlineData("active eq \"False\"", "active eq false")]
    [InlineData("emails[primary eq \"True\"]", "emails[primary eq true]")]
    [InlineData("nickName eq true", "nickName eq \"true\"")]
    [InlineData(Enterprise + ":employeeNumber eq 0701984", Enterprise + ":employeeNumber eq \"0701984\"")]
    [InlineData(Enterprise + ".department eq \"x\"", Enterprise + ":department eq \"x\"")]
    [InlineData(Enterprise + ":manager.displayName sw \"x\"", Enterprise + ":manager.displayName sw \"x\"")]
    [InlineData(Enterprise + ":manager eq \"x\"", Enterprise + ":manager.value eq \"x\"")]
    [InlineData(Enterprise + " pr", Enterprise + " pr")]
    [InlineData("emails[type eq \"work\"].value eq \"x\"", "emails[type eq \"work\" and value eq \"x\"]")]
    [InlineData(
        "emails[type eq \"work\" and primary eq true].value sw \"x\"", "emails[type eq \"work\" and primary eq true and value sw \"x\"]")]
    [InlineData("emails[type eq \"work\" or primary eq true].value pr", "emails[(type eq \"work\" or primary eq true) and value pr]")]
    [InlineData("emails[type eq work].value eq x", "emails[type eq \"work\" and value eq \"x\"]")]
    [InlineData("name[givenName eq \"x\"]", "name[givenName eq \"x\"]")]
    [InlineData("id eq \"0190\"", "id eq \"0190\"")]
    public void What_connectors_write_is_read(string text, string canonical) => Assert.Equal(canonical, Parse(text).ToString());

    [Theory]
    [InlineData("title eq null", "title eq null")]
    [InlineData("title ne NULL", "title ne null")]
    [InlineData("title eq \"null\"", "title eq \"null\"")]
    [InlineData("emails eq null", "emails eq null")]
    [InlineData("name ne null", "name ne null")]
    [InlineData("title eq \"a\\\"b\\\\c\\/d\\u0041\\n\"", "title eq \"a\\\"b\\\\c/dA\\n\"")]
    [InlineData("title eq \"Ω €\"", "title eq \"Ω €\"")]
    [InlineData("title eq \"😀\"", "title eq \"\\uD83D\\uDE00\"")]
    [InlineData("title eq \"\"", "title eq \"\"")]
    [InlineData("title eq \"a) or (b\"", "title eq \"a) or (b\"")]
    [InlineData("meta.created eq \"2026-01-01T02:00:00.1234567+02:00\"", "meta.created eq \"2026-01-01T00:00:00.1234567Z\"")]
    [InlineData("meta.created eq 2026-01-01T00:00:00Z", "meta.created eq \"2026-01-01T00:00:00Z\"")]
    [InlineData("x509Certificates.value eq \"AAAA\"", "x509Certificates.value eq \"AAAA\"")]
    public void Literals_take_the_type_of_the_attribute(string text, string canonical) => Assert.Equal(canonical, Parse(text).ToString());

    [Theory]
    [InlineData("colour eq \"red\"", "undefined eq \"red\"")]
    [InlineData("colour gt 1.50", "undefined gt 1.50")]
    [InlineData("colour eq -2.0e1", "undefined eq -20")]
    [InlineData("colour eq 1e999", "undefined eq \"1e999\"")]
    [InlineData("colour co true", "undefined co true")]
    [InlineData("colour gt null", "undefined gt null")]
    [InlineData("urn:example:other:1.0:User:colour pr", "undefined pr")]
    [InlineData("name.colour eq bare", "undefined eq \"bare\"")]
    [InlineData("colours[type eq \"a\"].value eq 1", "undefined[undefined eq \"a\" and undefined eq 1]")]
    [InlineData("emails[colour eq \"a\"]", "emails[undefined eq \"a\"]")]
    public void Unknown_attributes_take_any_literal(string text, string canonical) => Assert.Equal(canonical, Parse(text).ToString());

    [Theory]
    [InlineData("password eq \"x\"")]
    [InlineData("password sw \"x\"")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:password eq \"x\"")]
    public void The_password_is_as_unknown_as_any_other_name(string text) =>
        Assert.False(Assert.IsType<ComparisonFilter>(Parse(text)).Path.IsKnown);

    [Theory]
    [InlineData("", 1)]
    [InlineData("   ", 4)]
    [InlineData("userName", 9)]
    [InlineData("userName eq", 12)]
    [InlineData("userName eq ", 13)]
    [InlineData("userName xx \"a\"", 10)]
    [InlineData("userName = \"a\"", 10)]
    [InlineData("userName eq \"a", 13)]
    [InlineData("userName eq \"a\\", 13)]
    [InlineData("userName eq \"a\\q\"", 13)]
    [InlineData("userName eq \"\\ud800\"", 13)]
    [InlineData("userName eq \"a\tb\"", 13)]
    [InlineData("userName eq 'a'", 13)]
    [InlineData("userName eq \"a\" userName", 17)]
    [InlineData("displayName eq Ada Lovelace", 20)]
    [InlineData("userName eq \"a\" and", 20)]
    [InlineData("and userName pr", 5)]
    [InlineData("(userName pr", 13)]
    [InlineData("userName pr)", 12)]
    [InlineData("()", 2)]
    [InlineData("not userName pr", 5)]
    [InlineData("not (userName pr", 17)]
    [InlineData("1userName pr", 1)]
    [InlineData("name..familyName pr", 1)]
    [InlineData("\"a\" eq \"a\"", 1)]
    [InlineData("emails[]", 8)]
    [InlineData("emails[type eq \"work\"", 22)]
    [InlineData("emails[type eq \"work\")", 22)]
    [InlineData("emails[type eq \"work\"].", 24)]
    [InlineData("emails[type eq \"work\"].value", 29)]
    [InlineData("emails[type eq \"work\"].primary co \"x\"", 32)]
    [InlineData("emails[type[a pr]]", 12)]
    [InlineData("userName[value eq \"x\"]", 1)]
    [InlineData("name eq \"x\"", 1)]
    [InlineData("title pr and meta co \"x\"", 14)]
    [InlineData("active gt true", 8)]
    [InlineData("active ge true", 8)]
    [InlineData("active lt true", 8)]
    [InlineData("active le true", 8)]
    [InlineData("active co \"t\"", 8)]
    [InlineData("x509Certificates.value gt \"AAAA\"", 24)]
    [InlineData("x509Certificates co \"AAAA\"", 18)]
    [InlineData("meta.created sw \"2026\"", 14)]
    [InlineData("userName gt null", 10)]
    [InlineData("active eq \"yes\"", 11)]
    [InlineData("active eq 1", 11)]
    [InlineData("meta.created gt \"yesterday\"", 17)]
    public void Faults_are_refused_with_their_position(string text, int position)
    {
        var error = Refusal(text);
        Assert.Equal("invalidFilter", error.Type);
        Assert.Contains($"position {position}:", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("userName eq \"a\" userName", "17: expected and, or, or the end")]
    [InlineData("(userName pr", "13: expected and, or, or )")]
    [InlineData("emails[type pr", "15: expected and, or, or ]")]
    [InlineData("not userName pr", "5: expected an opening parenthesis after not")]
    [InlineData("1userName pr", "1: expected the name of an attribute")]
    [InlineData("userName xx \"a\"", "10: expected one of the operators eq, ne, co, sw, ew, gt, ge, lt, le and pr")]
    [InlineData("userName eq ", "13: expected a value: text in double quotes, a number, true, false or null")]
    [InlineData("userName eq (a)", "13: expected a value: text in double quotes, a number, true, false or null")]
    [InlineData("userName eq \"a", "13: the text that begins here has no closing quote")]
    [InlineData("userName eq \"a\\q\"", "13: the text that begins here is no JSON string; check its escapes")]
    [InlineData("emails[type[a pr]]", "12: brackets cannot stand within brackets")]
    [InlineData("userName[value eq \"x\"]", "1: userName takes no brackets: it is not complex")]
    [InlineData("name eq \"x\"", "1: name is complex; name one of its sub-attributes")]
    [InlineData("userName gt null", "10: null goes only with eq and ne")]
    [InlineData("active gt true", "8: active cannot be compared with gt")]
    [InlineData("active eq \"yes\"", "11: active must be compared with true or false")]
    [InlineData("meta.created gt 1", "17: meta.created must be compared with a date and time such as \"2026-01-31T12:00:00Z\"")]
    [InlineData(
        "meta.location eq \"a\"", "1: meta.location is made for each answer and cannot be asked for; ask for the id")]
    public void Faults_are_told_in_words(string text, string told) =>
        Assert.Equal($"The filter is not valid at position {told}.", Refusal(text).Detail);

    [Theory]
    [InlineData("level eq high", "urn:example:Gauge:level must be compared with a whole number")]
    [InlineData("weight eq heavy", "urn:example:Gauge:weight must be compared with a number")]
    public void What_an_attribute_takes_is_told(string text, string told) =>
        Assert.Equal(
            $"The filter is not valid at position {text.LastIndexOf(' ') + 2}: {told}.",
            Assert.Throws<ScimException>(() => FilterParser.Parse(text, Gauge.Type)).Error.Detail);

    [Theory]
    [InlineData("active eq \"s3cret\"")]
    [InlineData("meta.created gt \"s3cret\"")]
    [InlineData("userName eq s3cret s3cret")]
    [InlineData("userName s3cret \"s3cret\"")]
    [InlineData("s3cret! eq \"x\"")]
    [InlineData("userName eq \"s3cret\\q\"")]
    [InlineData("userName eq 's3cret'")]
    public void Details_do_not_repeat_what_was_sent(string text) =>
        Assert.DoesNotContain("s3cret", Refusal(text).Detail, StringComparison.Ordinal);

    [Fact]
    public void A_filter_has_at_most_4096_characters()
    {
        var longest = $"userName eq \"{new string('x', FilterLimits.Characters - 14)}\"";
        Assert.IsType<ComparisonFilter>(Parse(longest));
        Assert.Equal("A filter has at most 4096 characters.", Refusal(longest + " ").Detail);
    }

    [Fact]
    public void A_filter_has_at_most_32_levels()
    {
        string Nested(int levels) => new string('(', levels - 1) + "emails[type pr]" + new string(')', levels - 1);
        Assert.IsType<ValuePathFilter>(Parse(Nested(32)));
        Assert.Equal(
            "The filter is not valid at position 39: more than 32 levels of parentheses and brackets.", Refusal(Nested(33)).Detail);
    }

    [Fact]
    public void Parentheses_beside_each_other_are_one_level()
    {
        var text = string.Join(" or ", Enumerable.Repeat("not (id pr)", 100));
        Assert.Equal(text, Parse(text).ToString());
    }

    [Fact]
    public void A_filter_has_at_most_100_terms()
    {
        string Joined(int terms) => string.Join(" or ", Enumerable.Repeat("id eq \"1\"", terms));
        Assert.Equal(100, Assert.IsType<OrFilter>(Parse(Joined(100))).Terms.Count);
        Assert.EndsWith("position 1301: more than 100 comparisons.", Refusal(Joined(101)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_behind_brackets_is_a_term_of_its_own()
    {
        var text = string.Join(" or ", Enumerable.Repeat("id pr", 99)) + " or emails[type pr].value pr";
        var at = text.LastIndexOf("value", StringComparison.Ordinal) + 1;
        Assert.Contains($"position {at}: more than 100", Refusal(text).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("level eq 5", 5L)]
    [InlineData("level eq \"5\"", 5L)]
    [InlineData("level eq 5.0", 5L)]
    [InlineData("level eq 9223372036854775807", long.MaxValue)]
    [InlineData("level eq -9223372036854775808", long.MinValue)]
    public void Whole_numbers_are_read_as_such(string text, long value) =>
        Assert.Equal(value, Assert.IsType<ComparisonFilter>(FilterParser.Parse(text, Gauge.Type)).Value);

    [Theory]
    [InlineData("level eq 5.5")]
    [InlineData("level eq 1e20")]
    [InlineData("level eq 1e30")]
    [InlineData("level eq high")]
    [InlineData("weight eq high")]
    [InlineData("weight eq 1e999")]
    [InlineData("weight co 1")]
    public void Other_text_is_no_number(string text) =>
        Assert.Throws<ScimException>(() => FilterParser.Parse(text, Gauge.Type));

    private static Filter Parse(string text) => FilterParser.Parse(text, UserType.Default);

    private static ScimError Refusal(string text) => Assert.Throws<ScimException>(() => Parse(text)).Error;
}

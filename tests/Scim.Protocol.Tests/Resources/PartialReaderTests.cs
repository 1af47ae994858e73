using System.Text;
using CsCheck;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Resources;

public sealed class PartialReaderTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("a", "\"", "\\", "\\\"", "}", "]", ",", "{[", "\u0000", "\u001f\n", "ſ", "Zoë", "日本", "😀",
            "a\\", "\\u0041", "/"),
        Gen.String[Gen.Char['\u0001', '\ud7ff'], 1, 40]);

    private static readonly AttributeDefinition Title = UserResource.Core.Require("title");
    private static readonly AttributeDefinition RoleValue = UserResource.Roles.SubAttributes.Require("value");

    private static readonly IReadOnlyList<AttributeDefinition>[] Paths =
        [[Title], [UserResource.Emails], [UserResource.Active], [UserResource.Name, UserResource.FamilyName]];

    /// <summary>As the service writes no document: it has to be read whole.</summary>
    public static TheoryData<string> Others =>
    [
        "", " ", "[]", "null", """{ "title":"x"}""", """{"title": "x"}""", """{"title" :"x"}""", """{"title":"x" }""", """{"title":"x",}""",
        """{"ti\u0074le":"x"}""", """{"title":null}""", """{"title":1}""", """{"title":""}""", """{"title":["x"]}""", """{"title":{}}""",
        """{"title":"a","title":"b"}""", """{"active":"true"}""", """{"active":1}""", """{"emails":{}}""", """{"emails":[null]}""",
        """{"emails":[{"value":"x"}""", """{"emails":[{"value":"x"},]}""", """{"emails":["x"]}""", """{"name":"x"}""",
        """{"name":{"familyName":"x","familyName":"y"}}""", """{"userName":"x""", """{"userName":}""", "{\"userName\":\"x\\",
    ];

    [Fact]
    public void What_is_read_is_as_in_the_whole_document() =>
        Gen.Select(Text, Text, Text, Gen.Bool).Sample((title, family, email, active) =>
        {
            var user = User(title, family, email, active);
            var document = ResourceWriter.ToUtf8(user);

            var part = new PartialReader(user.Attributes, Paths).Read(document);

            Assert.NotNull(part);
            var whole = ResourceReader.ReadStored(document, UserType.Default);
            foreach (var attribute in new[] { Title, UserResource.Emails, UserResource.Active })
                Assert.Equal(whole[attribute], part[attribute]);
            Assert.Equal(FamilyName(whole), FamilyName(part));
            Assert.Equal(family, FamilyName(part));
        });

    [Fact]
    public void What_is_not_read_is_passed_over_whatever_it_says() =>
        Gen.Select(Text, Text, Text, Gen.Bool).Sample((title, family, email, active) =>
        {
            var role = ComplexValue.Of(UserResource.Roles.SubAttributes, (RoleValue, "r"));
            var user = User(title, family, email, active).With(UserResource.Roles, new MultiValue(role));

            var part = new PartialReader(user.Attributes, [[UserResource.Roles, RoleValue]]).Read(ResourceWriter.ToUtf8(user));

            Assert.Equal(user[UserResource.Roles], part?[UserResource.Roles]);
            Assert.Null(part?[Title]);
        });

    [Fact]
    public void A_document_that_was_cut_off_is_read_as_the_whole_one_or_not_at_all()
    {
        var user = User("a \"title\"", "O'Malley}", "x\\@example.com", active: true);
        var document = ResourceWriter.ToUtf8(user);
        var reader = new PartialReader(user.Attributes, Paths);
        var whole = reader.Read(document);
        var read = Enumerable.Range(0, document.Length).Select(length => reader.Read(document.AsSpan(0, length))).ToList();

        Assert.NotNull(whole);
        Assert.Contains(null, read);
        Assert.All(read, part => Assert.Equal(part is null ? null : whole, part));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_not_as_the_service_writes_it_is_not_read(string document) =>
        Assert.Null(new PartialReader(UserType.Default.Attributes, Paths).Read(Encoding.UTF8.GetBytes(document)));

    private static ComplexValue User(string title, string family, string email, bool active)
    {
        var (name, emails) = (UserResource.Name.SubAttributes, UserResource.Emails.SubAttributes);
        return ComplexValue.Of(
            UserType.Default.Attributes,
            (UserResource.UserName, $"{email}{title}"),
            (Title, title),
            (UserResource.Active, active),
            (UserResource.Name, ComplexValue.Of(name, (name.Require("formatted"), title), (UserResource.FamilyName, family))),
            (UserResource.Emails, new MultiValue(
                ComplexValue.Of(emails, (UserResource.EmailType, "work"), (UserResource.EmailValue, email)),
                ComplexValue.Of(emails, (UserResource.EmailValue, title), (UserResource.EmailPrimary, active)))));
    }

    private static object? FamilyName(ComplexValue user) =>
        (user[UserResource.Name] as ComplexValue)?[UserResource.FamilyName];
}

using Scim.Testing.Privacy;

namespace Scim.Conformance.Tests.Privacy;

public sealed class LeakTests
{
    private readonly SentValues _sent = new();

    [Theory]
    [InlineData("""{"userName":"ada@example.com"}""", "GET /Users/ada@example.com")]
    [InlineData("""{"userName":"ada@example.com"}""", "GET /Users?filter=userName+eq+%22ADA%40example.com%22")]
    [InlineData("""{"userName":"ada@example.com"}""", """{"Message":"\u0022ada@example.com\u0022"}""")]
    [InlineData("""{"name":{"givenName":"Babs"}}""", "the user (Babs) exists")]
    [InlineData("""{"name":{"givenName":"Babs"}}""", """{"Message":"line\nBabs"}""")]
    [InlineData("""{"Operations":[{"op":"replace","path":"emails[value eq \"ada@example.com\"].type","value":"x"}]}""", "ada@example.com")]
    [InlineData("""{"filter":"externalId eq jyoung"}""", "jyoung was not found")]
    [InlineData("""{"userName":"ada@example.com","name":""", "unexpected end after ada@example.com")]
    [InlineData("""{"emails":[{"value":"ada@example.com"}]}""", "xada@example.comx")]
    public void Finds_what_was_sent(string sent, string text)
    {
        _sent.AddJson(sent);

        Assert.Single(Leak.Find(_sent.All, text));
        Assert.Throws<Xunit.Sdk.EmptyException>(() => Leak.AssertNone(_sent, ["nothing", text]));
    }

    [Theory]
    [InlineData("""{"name":{"givenName":"Babs"}}""", "Babson went")]
    [InlineData(
        """{"emails":[{"type":"work"}],"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}""",
        "work urn:ietf:params:scim:schemas:core:2.0:User")]
    [InlineData("""{"Operations":[{"op":"Replace","path":"emails[type eq \"work\"].value"}]}""", "Replace emails work value")]
    public void Leaves_other_text_alone(string sent, string text)
    {
        _sent.AddJson(sent);

        Assert.Empty(Leak.Find(_sent.All, text));
    }

    [Fact]
    public void An_id_of_the_service_may_be_repeated()
    {
        _sent.AddJson("""{"manager":"01900000-0000-7000-8000-000000000000","id":"ada@example.com"}""");
        _sent.AddIssued("01900000-0000-7000-8000-000000000000");

        Assert.Equal(["ada@example.com"], _sent.All);
    }
}

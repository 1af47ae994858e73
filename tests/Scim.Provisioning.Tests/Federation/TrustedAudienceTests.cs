using System.Text.Json;
using Scim.Provisioning.Federation;

namespace Scim.Provisioning.Tests.Federation;

public sealed class TrustedAudienceTests
{
    private const string Id = "6f2d1c3b-aaaa-4222-8333-0123456789ab";

    [Theory]
    [InlineData(Id)]
    [InlineData($"api://{Id}")]
    [InlineData($"api://{Id}/.default")]
    public void Of_the_three_forms_of_a_GUID_each_stands_for_all(string trusted)
    {
        Assert.True(IsMeant($"\"{Id}\"", trusted));
        Assert.True(IsMeant($"\"{Id.ToUpperInvariant()}\"", trusted));
        Assert.True(IsMeant($"\"api://{Id}\"", trusted));
        Assert.True(IsMeant($"\"api://{Id}/.default\"", trusted));
        Assert.True(IsMeant($"[\"another\",\"api://{Id}\"]", trusted));
    }

    [Theory]
    [InlineData("\"6f2d1c3b-aaaa-4222-8333-0123456789ac\"")]
    [InlineData($"\"API://{Id}\"")]
    [InlineData($"\"{Id}/.default\"")]
    [InlineData($"\"api://{Id}/\"")]
    [InlineData($"\"api://{Id}/.default/.default\"")]
    [InlineData($"\"{{{Id}}}\"")]
    [InlineData($"\"https://{Id}\"")]
    [InlineData($"\" {Id}\"")]
    [InlineData("\"6f2d1c3baaaa422283330123456789ab\"")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Another_form_is_another_audience(string sent) => Assert.False(IsMeant(sent, $"api://{Id}"));

    [Theory]
    [InlineData("\"https://scim.example.com/oauth/token\"", true)]
    [InlineData("[\"https://scim.example.com/oauth/token\"]", true)]
    [InlineData("\"https://SCIM.example.com/oauth/token\"", false)]
    [InlineData("\"https://scim.example.com/oauth/token/\"", false)]
    [InlineData("\"https://scim.example.com/oauth\"", false)]
    public void Any_other_text_is_compared_exactly(string sent, bool isMeant) =>
        Assert.Equal(isMeant, IsMeant(sent, "https://scim.example.com/oauth/token"));

    private static bool IsMeant(string sent, string trusted) => TrustedAudience.IsMeant(JsonElement.Parse(sent), trusted);
}

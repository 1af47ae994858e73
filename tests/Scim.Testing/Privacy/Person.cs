namespace Scim.Testing.Privacy;

/// <summary>Somebody whose every value is found nowhere else.</summary>
public sealed class Person
{
    private readonly string _mark = Guid.NewGuid().ToString("n")[..12];

    public string UserName => $"ada.{_mark}@example.com";

    public string GivenName => $"Ada{_mark}";

    public string FamilyName => $"Lovelace-{_mark}";

    public string DisplayName => $"Countess {_mark}";

    public string Email => $"mail.{_mark}@example.org";

    public string ExternalId => $"ext-{_mark}";

    /// <summary>A secret or token that nobody has.</summary>
    public string Secret => $"secret_{_mark}_of_nobody";

    /// <summary>Every value.</summary>
    public IReadOnlyList<string> Values => [UserName, GivenName, FamilyName, DisplayName, Email, ExternalId, Secret];

    /// <summary>The user as JSON.</summary>
    public string Json =>
        $$"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{UserName}}","externalId":"{{ExternalId}}",
        "name":{"givenName":"{{GivenName}}","familyName":"{{FamilyName}}"},"displayName":"{{DisplayName}}",
        "emails":[{"value":"{{Email}}","type":"work","primary":true}],"password":"{{Secret}}"}
        """;
}

using System.Text;
using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Resources;

/// <summary>A schema of an account's own, and users by it.</summary>
internal static class OwnSchema
{
    public const string Urn = "urn:example:params:scim:schemas:extension:acme:2.0:User";

    public const string Kinds = """
        [{"name":"must","required":true},{"name":"score","mutability":"readOnly"},
         {"name":"pin","mutability":"writeOnly","returned":"never"},
         {"name":"part","type":"complex","subAttributes":[{"name":"moved","mutability":"readOnly"},{"name":"b"}]}]
        """;

    public static ComplexValue Stored(string extension, UserType type) => ResourceReader.ReadStored(
        Encoding.UTF8.GetBytes($$$"""{"userName":"ann","name":{"givenName":"A","familyName":"L"},"{{{Urn}}}":{{{extension}}}}"""), type);

    public static JsonElement Document(ComplexValue user) => JsonElement.Parse(ResourceWriter.ToUtf8(user));

    public static JsonElement ExtensionOf(ComplexValue user) => Document(user).GetProperty(Urn);

    public static ComplexValue Read(string extension, ReadingRules rules)
    {
        var body = $$$"""{"userName":"ann","name":{"givenName":"A","familyName":"L"},"{{{Urn}}}":{{{extension}}}}""";
        return UserRules.Read(JsonElement.Parse(body), rules, StepBudget.Unbounded());
    }

    public static ReadingRules RulesOf(string attributes)
    {
        var document = $$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Schema"],"id":"{{Urn}}","name":"Acme","attributes":{{attributes}}}
            """;
        var schema = SchemaReader.Read(Encoding.UTF8.GetBytes(document), out var faults);
        Assert.Empty(faults);
        return new ReadingRules(new UserType([schema!]), Strictness.Lenient); // Without faults it was read.
    }
}

using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Errors;

public sealed class KeptDetailTests
{
    private const string Id = "01900000-0000-7000-8000-000000000000";

    public static TheoryData<string, string> Details => new()
    {
        { ScimError.ResourceNotFound(Id).KeptDetail, "Resource not found." },
        { ScimError.Internal(Id).KeptDetail, "The service failed. Report the correlation id to its operator." },
        { ScimError.Unavailable(Id).KeptDetail, "The service cannot reach its storage. Retry later." },
        { ScimError.VersionMismatch().KeptDetail, ScimError.VersionMismatch().Detail },
    };

    [Theory]
    [MemberData(nameof(Details))]
    public void What_is_kept_has_no_id(string kept, string expected) => Assert.Equal(expected, kept);

    [Fact]
    public void What_is_kept_has_no_name_that_the_client_made_up()
    {
        var refusal = Assert.Throws<ScimException>(() =>
            UserRules.Read(JsonElement.Parse("""{"ada.lovelace":1}"""), Strictness.Strict, StepBudget.Unbounded())).Error;

        Assert.Contains("ada.lovelace", refusal.Detail, StringComparison.Ordinal);
        Assert.Equal("The schemas do not define some of the names in the body.", refusal.KeptDetail);
    }

    [Fact]
    public void The_number_of_an_operation_is_kept()
    {
        var refusal = Assert.Throws<ScimException>(() => PatchRequest.Parse(
            JsonElement.Parse("""{"Operations":[{"op":"add","path":"title","value":"x"},{"op":"x"}]}"""),
            Strictness.Lenient,
            StepBudget.Unbounded())).Error;

        Assert.Equal("Operation 2: op must be add, remove or replace.", refusal.KeptDetail);
        Assert.Equal("Operation 3: y", new ScimException(new ScimError(400, null, "x") { Unquoted = "y" }).AtOperation(3).Error.KeptDetail);
    }
}

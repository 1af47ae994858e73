using System.Net;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Resilience.Tests.LostAnswers;

/// <summary>Each operation of a Bulk says what became of it, whatever becomes of storage's answers.</summary>
public sealed class BulkTests : TwoInstances
{
    [Fact]
    public async Task The_status_of_each_operation_is_that_of_what_happened()
    {
        var bea = await CreateAsync("bea");
        var cleo = await CreateAsync("cleo");
        var dora = await CreateAsync("dora");
        var elsa = await CreateAsync("elsa");
        OnTransaction(
            AnswerLost, None,
            AnswerLostAfter(() => SucceedAsync(Other.DeleteAsync(PathOf(bea), Cancel))), None,
            AnswerLost, None,
            NeverSent, After(() => SucceedAsync(Other.DeleteAsync(PathOf(dora), Cancel))),
            NeverSent, After(() => SucceedAsync(Other.PostAsync("/Users", UserJson("fay"), Cancel))));

        var answer = await Scim.PostAsync(
            "/Bulk",
            $$$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[
            {"method":"POST","path":"/Users","bulkId":"a","data":{{{UserJson("ada")}}}},
            {"method":"PATCH","path":"{{{PathOf(bea)}}}","data":{{{PatchJson("title", "\"Countess\"")}}}},
            {"method":"DELETE","path":"{{{PathOf(cleo)}}}"},
            {"method":"DELETE","path":"{{{PathOf(dora)}}}"},
            {"method":"PUT","path":"{{{PathOf(elsa)}}}","data":{{{UserJson("fay")}}}}]}
            """,
            Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            ["201", "200", "204", "404", "409"],
            answer.Body.GetProperty("Operations").EnumerateArray().Select(operation => operation.GetProperty("status").GetString()));
        await AssertUsersAsync("ada", "elsa", "fay");
    }
}

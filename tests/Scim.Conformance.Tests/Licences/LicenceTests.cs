using System.Net;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Licences;

public sealed class LicenceTests(ConformanceService service) : ConformanceTest(service)
{
    [Fact]
    public async Task A_licence_freed_at_one_host_is_given_at_once_by_another()
    {
        var (first, second) = await StartTwoHostsAsync(new() { ["Demo:Licences"] = "1" });
        var holder = await first.PostAsync("/Users", UserJson(NewUserName()), Cancellation);
        var waiting = await second.PostAsync("/Users", UserJson(NewUserName()), Cancellation);
        Assert.Equal(HttpStatusCode.Created, waiting.Status);
        Assert.True(holder.Body.GetProperty("active").GetBoolean());
        Assert.False(waiting.Body.GetProperty("active").GetBoolean());

        Assert.False(await ActiveAfterPatchAsync(second, waiting, active: true));
        Assert.False(await ActiveAfterPatchAsync(first, holder, active: false));
        Assert.True(await ActiveAfterPatchAsync(second, waiting, active: true));
        Assert.False(await ActiveAfterPatchAsync(first, holder, active: true));
    }

    private static async Task<bool> ActiveAfterPatchAsync(ScimClient client, ScimAnswer user, bool active)
    {
        var answer = await client.PatchAsync(
            $"/Users/{user.Text("id")}",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["""
            + $$$"""{"op":"replace","value":{"active":{{{(active ? "true" : "false")}}}}}]}""",
            Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Body.GetProperty("active").GetBoolean();
    }
}

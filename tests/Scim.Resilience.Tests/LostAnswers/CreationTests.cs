using System.Net;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Resilience.Tests.LostAnswers;

/// <summary>POST says what became of the user, whatever becomes of storage's answers.</summary>
public sealed class CreationTests : TwoInstances
{
    [Theory]
    [MemberData(nameof(Mishaps))]
    public async Task It_is_201_and_happens_once(string mishap)
    {
        OnTransaction(mishap);

        var created = await Scim.PostAsync("/Users", UserJson("ada"), Cancel);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(VersionOf(created), VersionOf(await Other.GetAsync(PathOf(created), Cancel)));
        await AssertUsersAsync("ada");
    }

    [Fact]
    public async Task It_is_201_when_another_has_renamed_the_user_since()
    {
        OnTransaction(AnswerLostAfter(async () =>
        {
            var user = (await Other.FindAsync("ada", Cancel)).Body.GetProperty("Resources")[0];
            await SucceedAsync(Other.PatchAsync($"/Users/{user.GetProperty("id").GetString()}", PatchJson("userName", "\"bea\""), Cancel));
        }));

        var created = await Scim.PostAsync("/Users", UserJson("ada"), Cancel);

        Assert.Equal((HttpStatusCode.Created, "ada"), (created.Status, created.Text("userName")));
        Assert.Equal("bea", (await Other.GetAsync(PathOf(created), Cancel)).Text("userName"));
        await AssertUsersAsync("bea");
    }

    [Fact]
    public async Task It_is_201_when_another_has_deleted_the_user_and_taken_the_name_since()
    {
        OnTransaction(AnswerLostAfter(async () =>
        {
            var user = (await Other.FindAsync("ada", Cancel)).Body.GetProperty("Resources")[0];
            await SucceedAsync(Other.DeleteAsync($"/Users/{user.GetProperty("id").GetString()}", Cancel));
            await SucceedAsync(Other.PostAsync("/Users", UserJson("ada"), Cancel));
        }));

        var created = await Scim.PostAsync("/Users", UserJson("ada"), Cancel);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Other.GetAsync(PathOf(created), Cancel)).Status);
        await AssertUsersAsync("ada");
    }

    [Fact]
    public async Task It_is_201_when_another_has_changed_the_counters_before()
    {
        OnTransaction(NeverSent, After(() => SucceedAsync(Other.PostAsync("/Users", UserJson("bea"), Cancel))), AnswerLost);

        var created = await Scim.PostAsync("/Users", UserJson("ada"), Cancel);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        await AssertUsersAsync("ada", "bea");
    }

    [Fact]
    public async Task It_is_409_when_it_never_arrived_and_another_has_taken_the_name()
    {
        OnTransaction(NeverSent, After(() => SucceedAsync(Other.PostAsync("/Users", UserJson("Ada"), Cancel))));

        var refused = await Scim.PostAsync("/Users", UserJson("ada"), Cancel);

        refused.AssertError(HttpStatusCode.Conflict, "uniqueness");
        await AssertUsersAsync("Ada");
    }
}

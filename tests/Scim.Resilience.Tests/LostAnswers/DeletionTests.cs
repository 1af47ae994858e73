using System.Net;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Resilience.Tests.LostAnswers;

/// <summary>DELETE says what became of the user, whatever becomes of storage's answers.</summary>
public sealed class DeletionTests : TwoInstances
{
    [Theory]
    [MemberData(nameof(Mishaps))]
    public async Task It_is_204_and_happens_once(string mishap)
    {
        var ada = await CreateAsync("ada");
        await CreateAsync("bea");
        OnTransaction(mishap);

        Assert.Equal(HttpStatusCode.NoContent, (await Scim.DeleteAsync(PathOf(ada), Cancel)).Status);
        await AssertUsersAsync("bea");
    }

    [Fact]
    public async Task It_is_204_and_leaves_the_user_alone_that_took_the_name_since()
    {
        var ada = await CreateAsync("ada");
        OnTransaction(AnswerLostAfter(() => SucceedAsync(Other.PostAsync("/Users", UserJson("ada"), Cancel))));

        Assert.Equal(HttpStatusCode.NoContent, (await Scim.DeleteAsync(PathOf(ada), Cancel)).Status);
        await AssertUsersAsync("ada");
    }

    [Fact]
    public async Task It_is_404_when_it_never_arrived_and_another_has_deleted_the_user()
    {
        var ada = await CreateAsync("ada");
        OnTransaction(NeverSent, After(() => SucceedAsync(Other.DeleteAsync(PathOf(ada), Cancel))));

        (await Scim.DeleteAsync(PathOf(ada), Cancel)).AssertError(HttpStatusCode.NotFound);
        await AssertUsersAsync();
    }

    [Fact]
    public async Task It_is_204_when_it_never_arrived_and_another_has_changed_the_user()
    {
        var ada = await CreateAsync("ada");
        OnTransaction(NeverSent, After(() => SucceedAsync(Other.PatchAsync(PathOf(ada), PatchJson("active", "false"), Cancel))));

        Assert.Equal(HttpStatusCode.NoContent, (await Scim.DeleteAsync(PathOf(ada), Cancel)).Status);
        await AssertUsersAsync();
    }

    [Fact]
    public async Task It_is_412_when_it_never_arrived_and_another_has_changed_the_version_asked_for()
    {
        var ada = await CreateAsync("ada");
        OnTransaction(NeverSent, After(() => SucceedAsync(Other.PatchAsync(PathOf(ada), PatchJson("active", "false"), Cancel))));

        var refused = await Scim.SendAsync(HttpMethod.Delete, PathOf(ada), null, Cancel, VersionOf(ada));

        refused.AssertError(HttpStatusCode.PreconditionFailed);
        await AssertUsersAsync("ada");
    }
}

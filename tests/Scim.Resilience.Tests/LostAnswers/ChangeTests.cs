using System.Net;
using Scim.Testing;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Resilience.Tests.LostAnswers;

/// <summary>PUT and PATCH say what became of the change, whatever becomes of storage's answers.</summary>
public sealed class ChangeTests : TwoInstances
{
    private static readonly string[] Methods = ["PUT", "PATCH"];

    public static MatrixTheoryData<string, string> MethodsAndMishaps => new(Methods, [.. Mishaps.Select(mishap => mishap.Data)]);

    public static TheoryData<string> EitherMethod => [.. Methods];

    [Theory]
    [MemberData(nameof(MethodsAndMishaps))]
    public async Task They_are_200_and_happen_once(string method, string mishap)
    {
        var ada = await CreateAsync("ada");
        OnTransaction(mishap);

        var changed = await RenameAsync(method, ada, "bea");

        Assert.Equal((HttpStatusCode.OK, "bea"), (changed.Status, changed.Text("userName")));
        Assert.Equal(VersionOf(changed), VersionOf(await Other.GetAsync(PathOf(ada), Cancel)));
        await AssertUsersAsync("bea");
    }

    [Theory]
    [MemberData(nameof(Mishaps))]
    public async Task A_deactivation_frees_one_licence(string mishap)
    {
        var ada = await CreateAsync("ada");
        await CreateAsync("bea");
        OnTransaction(mishap);

        var changed = await Scim.PatchAsync(PathOf(ada), PatchJson("active", "false"), Cancel);

        Assert.Equal((HttpStatusCode.OK, false), (changed.Status, changed.Body.GetProperty("active").GetBoolean()));
        await AssertUsersAsync("ada", "bea");
    }

    [Theory]
    [MemberData(nameof(EitherMethod))]
    public async Task They_are_200_when_another_has_changed_the_user_since(string method)
    {
        var ada = await CreateAsync("ada");
        OnTransaction(AnswerLostAfter(() => SucceedAsync(Other.PatchAsync(PathOf(ada), PatchJson("userName", "\"cleo\""), Cancel))));

        var changed = await RenameAsync(method, ada, "bea", VersionOf(ada));

        Assert.Equal((HttpStatusCode.OK, "bea"), (changed.Status, changed.Text("userName")));
        await AssertUsersAsync("cleo");
    }

    [Theory]
    [MemberData(nameof(EitherMethod))]
    public async Task They_are_200_when_another_has_deleted_the_user_since(string method)
    {
        var ada = await CreateAsync("ada");
        OnTransaction(AnswerLostAfter(() => SucceedAsync(Other.DeleteAsync(PathOf(ada), Cancel))));

        var changed = await RenameAsync(method, ada, "bea");

        Assert.Equal((HttpStatusCode.OK, "bea"), (changed.Status, changed.Text("userName")));
        await AssertUsersAsync();
    }

    [Theory]
    [MemberData(nameof(EitherMethod))]
    public async Task They_are_412_when_they_never_arrived_and_another_has_changed_the_version_asked_for(string method)
    {
        var ada = await CreateAsync("ada");
        OnTransaction(NeverSent, After(() => SucceedAsync(Other.PatchAsync(PathOf(ada), PatchJson("userName", "\"cleo\""), Cancel))));

        var refused = await RenameAsync(method, ada, "bea", VersionOf(ada));

        refused.AssertError(HttpStatusCode.PreconditionFailed);
        await AssertUsersAsync("cleo");
    }

    [Fact]
    public async Task A_patch_that_never_arrived_is_applied_onto_what_another_has_written()
    {
        var ada = await CreateAsync("ada");
        OnTransaction(
            NeverSent, After(() => SucceedAsync(Other.PatchAsync(PathOf(ada), PatchJson("title", "\"Countess\""), Cancel))), AnswerLost);

        var changed = await RenameAsync("PATCH", ada, "bea");

        Assert.Equal((HttpStatusCode.OK, "bea", "Countess"), (changed.Status, changed.Text("userName"), changed.Text("title")));
        Assert.Equal(VersionOf(changed), VersionOf(await Other.GetAsync(PathOf(ada), Cancel)));
        await AssertUsersAsync("bea");
    }

    [Theory]
    [MemberData(nameof(EitherMethod))]
    public async Task They_are_404_when_they_never_arrived_and_another_has_deleted_the_user(string method)
    {
        var ada = await CreateAsync("ada");
        OnTransaction(NeverSent, After(() => SucceedAsync(Other.DeleteAsync(PathOf(ada), Cancel))));

        (await RenameAsync(method, ada, "bea")).AssertError(HttpStatusCode.NotFound);
        await AssertUsersAsync();
    }

    [Theory]
    [MemberData(nameof(EitherMethod))]
    public async Task They_are_409_when_they_never_arrived_and_another_has_taken_the_name(string method)
    {
        var ada = await CreateAsync("ada");
        OnTransaction(NeverSent, After(() => SucceedAsync(Other.PostAsync("/Users", UserJson("bea"), Cancel))));

        (await RenameAsync(method, ada, "bea")).AssertError(HttpStatusCode.Conflict, "uniqueness");
        await AssertUsersAsync("ada", "bea");
    }

    private Task<ScimAnswer> RenameAsync(string method, ScimAnswer user, string userName, string? expectedVersion = null) => Scim.SendAsync(
        new HttpMethod(method),
        PathOf(user),
        method == "PUT" ? UserJson(userName) : PatchJson("userName", $"\"{userName}\""),
        Cancel,
        expectedVersion);
}

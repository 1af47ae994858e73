using System.Net;
using System.Text.Json.Nodes;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>
/// What Microsoft Entra ID's gallery tries out before it lists an application, with the attributes that <c>docs/connect/entra-id.md</c>
/// maps. What it asks of credentials is in <see cref="EntraGalleryCredentialTests"/>.
/// </summary>
public sealed class EntraGalleryTests(ConformanceService service) : ConnectorTest(service)
{
    /// <summary>Every account with each form of PATCH: an operation for each attribute, or one for all that are in no list.</summary>
    public static TheoryData<AccountUnderTest, bool> AccountsAndForms
    {
        get
        {
            var cases = new TheoryData<AccountUnderTest, bool>();
            foreach (var account in new[] { AccountUnderTest.New, AccountUnderTest.WithSchemas })
            {
                cases.Add(account, true);
                cases.Add(account, false);
            }
            return cases;
        }
    }

    [Theory, MemberData(nameof(Accounts))]
    public async Task Every_mapped_attribute_is_discovered_with_its_type(AccountUnderTest account)
    {
        var offered = await DiscoverAsync(ScimOf(account));

        Assert.NotEmpty(EntraMappedUser.Targets);
        Assert.All(EntraMappedUser.Targets, target =>
        {
            Assert.True(offered.TryGetValue(target.Text, out var found), $"{target.Text} is not in /Schemas.");
            Assert.Equal((TypeOf(target), "readWrite"), (found.Type, found.Mutability));
        });
    }

    [Theory, MemberData(nameof(Accounts))]
    public async Task A_user_is_created_with_every_mapped_attribute(AccountUnderTest account)
    {
        var user = EntraMappedUser.New();

        var created = await CreateAsync(ScimOf(account), user);

        user.AssertIn(created);
        user.AssertIn(await ReadAsync(ScimOf(account), created));
    }

    [Theory, MemberData(nameof(AccountsAndForms))]
    public async Task Every_single_valued_attribute_is_updated(AccountUnderTest account, bool oneOperationEach)
    {
        var scim = ScimOf(account);
        var created = await CreateAsync(scim, EntraMappedUser.New());
        var changed = EntraMappedUser.New().Only(target => target.Text is not ("active" or EntraMappedUser.Manager));

        changed.AssertIn(await PatchAsync(scim, created, changed.Patch(oneOperationEach)));

        changed.AssertIn(await ReadAsync(scim, created));
    }

    [Theory, MemberData(nameof(Accounts))]
    public async Task A_user_is_created_with_null_in_every_optional_attribute(AccountUnderTest account)
    {
        var scim = ScimOf(account);
        var optional = await OptionalAsync(scim);
        var user = EntraMappedUser.New();
        var sparse = new EntraMappedUser(user.Values.ToDictionary(
            pair => pair.Key, pair => optional.Contains(pair.Key) ? null : pair.Value));

        var created = await CreateAsync(scim, sparse);

        // The address that userName is counts as the user's where nobody sends one.
        sparse.Only(target => target.Attribute != "emails").AssertIn(created);
        Assert.Equal(user.Values[UserName]!.ToString(), created.Body.GetProperty("emails")[0].GetProperty("value").GetString());
    }

    [Theory, MemberData(nameof(AccountsAndForms))]
    public async Task Empty_texts_and_then_nulls_leave_every_optional_attribute_unassigned(AccountUnderTest account, bool oneOperationEach)
    {
        var scim = ScimOf(account);
        var optional = await OptionalAsync(scim);
        Assert.True(optional.Count > 15, $"Only {optional.Count} attributes are optional.");
        var user = EntraMappedUser.New();
        var created = await CreateAsync(scim, user);
        var kept = user.Only(target => !optional.Contains(target));

        // Over values, over nothing, and over values again.
        await ClearAsync("");
        await ClearAsync(null);
        var again = user.Only(optional.Contains);
        again.AssertIn(await PatchAsync(scim, created, again.Patch(oneOperationEach)));
        await ClearAsync(null);
        await ClearAsync("");

        async Task ClearAsync(JsonNode? nothing)
        {
            var cleared = EntraMappedUser.Nothing(optional, nothing);
            cleared.AssertIn(await PatchAsync(scim, created, cleared.Patch(oneOperationEach)));
            var read = await ReadAsync(scim, created);
            cleared.AssertIn(read);
            kept.AssertIn(read);
        }
    }

    [Theory, MemberData(nameof(Accounts))]
    public Task Disables_and_enables_a_user(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Sets_changes_and_removes_the_manager(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Restores_a_user_after_a_soft_and_after_a_hard_delete(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Provisions_a_user_on_demand(AccountUnderTest account) => PlayAsync(account);

    [Fact]
    public async Task Pages_of_5_have_every_user_once()
    {
        const int users = 12;
        var scim = await SignInAsync(await StartHostAsync());
        var ids = new HashSet<string?>();
        for (var i = 0; i < users; i++) ids.Add((await CreateAsync(scim, EntraMappedUser.New())).Text("id"));
        var seen = new List<string?>();

        for (var startIndex = 1; startIndex <= users; startIndex += 5)
        {
            var page = await scim.GetAsync($"/Users?startIndex={startIndex}&count=5", Cancellation);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Equal((startIndex, users), (Number(page, "startIndex"), Number(page, "totalResults")));
            var found = page.Body.GetProperty("Resources").EnumerateArray().Select(user => user.GetProperty("id").GetString()).ToList();
            Assert.Equal((Math.Min(5, users - startIndex + 1), found.Count), (found.Count, Number(page, "itemsPerPage")));
            seen.AddRange(found);
        }

        Assert.Equal(users, seen.Count);
        Assert.Equal(ids, [.. seen]);
        var behind = await scim.GetAsync("/Users?startIndex=16&count=5", Cancellation);
        Assert.Equal((HttpStatusCode.OK, 16, users), (behind.Status, Number(behind, "startIndex"), Number(behind, "totalResults")));
        Assert.Equal(0, behind.Body.GetProperty("Resources").GetArrayLength());
    }

    private static EntraTarget UserName => EntraMappedUser.Targets.Single(target => target.Text == "userName");

    private static int Number(ScimAnswer answer, string member) => answer.Body.GetProperty(member).GetInt32();

    private static string TypeOf(EntraTarget target) => target.Text switch
    {
        "active" => "boolean",
        EntraMappedUser.Manager => "complex",
        _ => "string",
    };

    private static async Task<IReadOnlyDictionary<string, DiscoveredTarget>> DiscoverAsync(ScimClient scim)
    {
        var schemas = await scim.GetAsync("/Schemas", Cancellation);
        Assert.Equal(HttpStatusCode.OK, schemas.Status);
        return EntraDiscovery.TargetsOf(schemas.Body);
    }

    /// <summary>The mapped attributes that the gallery sets to nothing: those that /Schemas does not require, but for three.</summary>
    private static async Task<IReadOnlyList<EntraTarget>> OptionalAsync(ScimClient scim)
    {
        var offered = await DiscoverAsync(scim);
        return [.. EntraMappedUser.Targets.Where(target =>
            target.Text is not ("active" or "externalId" or EntraMappedUser.Manager) && !offered[target.Text].Required)];
    }

    private static async Task<ScimAnswer> CreateAsync(ScimClient scim, EntraMappedUser user)
    {
        var created = await scim.PostAsync("/Users", user.Creation(), Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        return created;
    }

    private static Task<ScimAnswer> ReadAsync(ScimClient scim, ScimAnswer created) =>
        scim.GetAsync($"/Users/{created.Text("id")}", Cancellation);

    private static Task<ScimAnswer> PatchAsync(ScimClient scim, ScimAnswer created, string patch) =>
        scim.PatchAsync($"/Users/{created.Text("id")}", patch, Cancellation);
}

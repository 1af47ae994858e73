using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tests.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;
using static Scim.Provisioning.Tests.Accounts.OwnSchemas;

namespace Scim.Provisioning.Tests.Users;

/// <summary>Users whose account gets schemas and loses them.</summary>
public sealed class ChangingSchemasTests : IAsyncLifetime
{
    private const string Values = $$"""
        ,"{{Desk}}":{"code":"007","place":"north"}
        """;

    private const string Put = """{"userName":"ada","name":{"givenName":"A","familyName":"C"}}""";
    private const string Patch = """{"op":"add","path":"title","value":"Agent"}""";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(60);
    private static readonly string WithDesk = Document(Desk, """{"name":"code"}""", """{"name":"place"}""");
    private static readonly string WithNumber = Document(Desk, """{"name":"code","type":"integer"}""", """{"name":"place"}""");
    private static readonly string WithBadge = Document(Badge, """{"name":"number","type":"integer"}""");

    private readonly FakeTimeProvider _time = new(Start);
    private InMemoryStorage _storage = null!;
    private Instance _service = null!;

    /// <summary>Every act on one user.</summary>
    public static TheoryData<string> Acts => ["GET", "PUT", "PATCH", "DELETE"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await Instance.StorageAsync(licences: null);
        _service = new Instance(_storage, _time);
        await ChangeAsync(WithDesk);
    }

    public ValueTask DisposeAsync()
    {
        _service.Dispose();
        return default;
    }

    [Fact]
    public async Task A_request_that_began_under_older_schemas_changes_nobody_who_is_remembered_under_newer_ones()
    {
        await ChangeAsync(WithDesk, WithBadge);
        var user = await _service.CreateAsync("ada", $$""","{{Badge}}":{"number":7}""");
        _service.Rules = ReadingRules.Default;

        await Assert.ThrowsAsync<NewerTypeException>(() => _service.PatchAsync(user, Patch));

        Assert.Equal(user.Version, (await _storage.Users.FindAsync(Instance.Account, user.Id, Cancel))?.Version);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Whoever_meets_a_user_of_a_newer_type_starts_over_with_that_and_has_written_nothing(string act)
    {
        using var behind = new Instance(_storage, new FakeTimeProvider(_time.GetUtcNow() + Delay - TimeSpan.FromSeconds(2)));
        await ChangeAsync(WithDesk, WithBadge);
        var user = await _service.CreateAsync("ada", $$""","{{Badge}}":{"number":7}""");

        var newer = await Assert.ThrowsAsync<NewerTypeException>(() => ActAsync(behind, act, user));

        Assert.Equal(2, newer.Generation);
        Assert.Equal(user.Version, (await _service.GetAsync(user.Id.ToString())).Version);
        behind.AtLeast = newer.Generation;
        await ActAsync(behind, act, user);
        Assert.Equal(act == "GET" ? 1 : 2, await _storage.Users.ReadAuditAsync(Instance.Account, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task Whoever_loses_a_race_against_a_newer_type_starts_over_with_that()
    {
        var user = await _service.CreateAsync("ada", Values);
        using var rival = new Instance(_storage, new FakeTimeProvider(_time.GetUtcNow() + Delay));
        await _storage.Users.ChangeAsync(Instance.Account, _time.GetUtcNow() + Delay, WithBadge);
        var racing = new Mock<IUserStore>();
        racing.Setup(s => s.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>())).Returns(async () =>
        {
            var asRead = await _storage.Users.FindAsync(Instance.Account, user.Id, Cancel);
            if (asRead?.Version == user.Version)
                await rival.PatchAsync(user, Patch);
            return asRead;
        });
        racing.Setup(s => s.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserWrite write, CancellationToken token) => _storage.Users.WriteAsync(account, write, token));
        using var service = new Instance(racing.Object, _storage.Users, _time);

        var newer = await Assert.ThrowsAsync<NewerTypeException>(() => service.PutAsync(user, Put));

        Assert.Equal(2, newer.Generation);
        Assert.Equal("Agent", Json(await rival.GetAsync(user.Id.ToString())).GetProperty("title").GetString());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Values_of_a_schema_that_was_removed_survive_and_are_back_with_it(bool isReplaced, bool isPatched)
    {
        var user = await _service.CreateAsync("ada", Values);
        await ChangeAsync();

        if (isReplaced)
            user = await _service.PutAsync(user, Put);
        if (isPatched)
            user = await _service.PatchAsync(user, Patch);

        Assert.Equal(2, user.Generation);
        Assert.False(Json(user).TryGetProperty(Desk, out _));
        Assert.Equal($$$"""{"{{{Desk}}}":{"code":"007","place":"north"}}""", Text(user.Unseen));
        await ChangeAsync(WithDesk);
        Assert.Equal("""{"code":"007","place":"north"}""", await DeskOfAsync(user));
        user = await _service.PatchAsync(user, """{"op":"add","path":"title","value":"Boss"}""");
        Assert.Equal("""{"code":"007","place":"north"}""", Json(user).GetProperty(Desk).GetRawText());
        Assert.True(user.Unseen.IsEmpty);
    }

    [Fact]
    public async Task Values_of_before_a_schema_came_back_otherwise_are_kept_unseen()
    {
        var user = await _service.CreateAsync("ada", Values);
        await ChangeAsync();
        await ChangeAsync(WithNumber);

        Assert.Equal("""{"place":"north"}""", await DeskOfAsync(user));
        user = await _service.PatchAsync(user, $$"""{"op":"add","path":"{{Desk}}:code","value":7}""");
        Assert.Equal("""{"code":7,"place":"north"}""", await DeskOfAsync(user));
        user = await _service.PutAsync(user, $$$"""{"userName":"ada","name":{"givenName":"A","familyName":"C"},"{{{Desk}}}":{"code":8}}""");
        Assert.Equal("""{"code":8}""", await DeskOfAsync(user));

        await ChangeAsync();
        user = await _service.PatchAsync(user, Patch);
        await ChangeAsync(WithDesk);
        Assert.Equal("""{"code":"007"}""", await DeskOfAsync(user));
        await ChangeAsync();
        await ChangeAsync(WithNumber);
        Assert.Equal("""{"code":8}""", await DeskOfAsync(user));
    }

    [Theory]
    [InlineData("""{"name":"code"}""", """{"name":"rank","required":true}""")]
    [InlineData("""{"name":"code","canonicalValues":["008"]}""", "")]
    public async Task A_schema_that_came_back_with_more_rules_refuses_no_change_of_other_attributes(string attribute, string more)
    {
        var user = await _service.CreateAsync("ada", Values);
        await ChangeAsync();
        await ChangeAsync(more.Length == 0 ? Document(Desk, attribute) : Document(Desk, attribute, more));

        user = await _service.PatchAsync(user, """{"op":"replace","path":"active","value":false}""");

        Assert.False(Json(user).GetProperty("active").GetBoolean());
        Assert.Equal(
            "invalidValue",
            (await Instance.RefusalAsync(
                () => _service.PatchAsync(user, $$"""{"op":"add","path":"{{Desk}}:code","value":"009"}"""))).Type);
    }

    [Fact]
    public async Task What_changes_nothing_makes_no_version_whatever_the_generation()
    {
        var user = await _service.CreateAsync("ada", Values);
        foreach (var schemas in (string[][])[[], [WithNumber], [WithBadge, WithDesk], []])
        {
            await ChangeAsync(schemas);

            var patched = await _service.PatchAsync(user, """{"op":"replace","path":"userName","value":"ada"}""");
            var replaced = await _service.PutAsync(user, Text(await ResourceOfAsync(patched)));

            Assert.Equal((user.Version, user.Version), (patched.Version, replaced.Version));
            Assert.Equal((user.LastModified, 1), (replaced.LastModified, (await StoredAsync(user)).Generation));
        }
        Assert.Single(await _storage.Users.ReadAuditAsync(Instance.Account, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task The_trail_names_what_a_change_changed_and_not_what_the_schemas_did()
    {
        var user = await _service.CreateAsync("ada", Values);
        await ChangeAsync(WithBadge);

        await _service.PatchAsync(user, Patch);

        var trail = await _storage.Users.ReadAuditAsync(Instance.Account, Cancel).ToListAsync(Cancel);
        Assert.Equal(["title"], trail[0].ChangedAttributes);
        Assert.Contains(Desk, trail[1].ChangedAttributes);
    }

    [Fact]
    public async Task What_is_unseen_counts_for_the_size_of_a_user()
    {
        var large = new string('x', 300 * 1024);
        var user = await _service.CreateAsync("ada", $$""","{{Desk}}":{"code":"{{large}}"}""");
        await ChangeAsync();

        var refusal = await Instance.RefusalAsync(
            () => _service.PatchAsync(user, $$"""{"op":"add","path":"title","value":"{{large}}"}"""));

        Assert.Equal(413, refusal.Status);
        Assert.Equal(large.Length, (await _service.PatchAsync(user, Patch)).Unseen.Length - $$$"""{"{{{Desk}}}":{"code":""}}""".Length);
    }

    /// <summary>Changes the schemas, and lets the change take effect.</summary>
    private async Task ChangeAsync(params string[] documents)
    {
        await _storage.Users.ChangeAsync(Instance.Account, _time.GetUtcNow() + Delay, documents);
        _time.Advance(Delay);
    }

    private static Task ActAsync(Instance service, string act, UserRecord user) => act switch
    {
        "GET" => service.GetAsync(user.Id.ToString()),
        "PUT" => service.PutAsync(user, Put),
        "PATCH" => service.PatchAsync(user, Patch),
        _ => service.DeleteAsync(user),
    };

    private async Task<UserRecord> StoredAsync(UserRecord user) =>
        (await _storage.Users.FindAsync(Instance.Account, user.Id, Cancel))!; // It is there.

    private async Task<string> DeskOfAsync(UserRecord user) =>
        JsonElement.Parse(await ResourceOfAsync(await _service.GetAsync(user.Id.ToString()))).GetProperty(Desk).GetRawText();

    private async Task<byte[]> ResourceOfAsync(UserRecord user) => ResourceWriter.ToUtf8(user.In(await _service.TypeAsync()));

    private static JsonElement Json(UserRecord user) => JsonElement.Parse(user.Document.Span);

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}

using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

public sealed class UserServiceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_new_user_has_an_id_a_version_and_equal_times()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);

        var user = await service.CreateAsync("a@x.org");

        Assert.Equal(user.Created, user.LastModified);
        Assert.Equal(user.Id.ToString(), user.In(UserType.Default)[UserResource.Id]);
        Assert.Equal(user.Document.ToArray(), (await service.GetAsync(user.Id.ToString())).Document.ToArray());
    }

    [Fact]
    public async Task Its_times_are_kept_in_the_milliseconds_that_are_answered()
    {
        _time.Advance(TimeSpan.FromTicks(12_345_678));
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);

        var user = await service.CreateAsync("a@x.org");

        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 1, 234, TimeSpan.Zero), user.LastModified);
    }

    [Theory]
    [InlineData("no-uuid")]
    [InlineData("0190A0B0-0000-7000-8000-000000000000")]
    [InlineData("0190a0b0-0000-7000-8000-000000000000")]
    public async Task An_unknown_id_is_not_found(string id)
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);

        Assert.Equal(404, (await Instance.RefusalAsync(() => service.GetAsync(id))).Status);
    }

    [Fact]
    public async Task A_user_name_that_differs_in_case_only_is_taken()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        await service.CreateAsync("a@x.org");
        var other = await service.CreateAsync("b@x.org");

        Assert.Equal("uniqueness", (await Instance.RefusalAsync(() => service.CreateAsync("A@X.org"))).Type);
        var refusal = await Instance.RefusalAsync(
            () => service.PatchAsync(other, """{"op":"replace","path":"userName","value":"A@x.org"}"""));

        Assert.Equal((409, "uniqueness"), (refusal.Status, refusal.Type));
    }

    [Fact]
    public async Task A_user_may_change_the_case_of_its_own_name()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync("a@x.org");

        var renamed = await service.PatchAsync(user, """{"op":"replace","path":"userName","value":"A@x.org"}""");

        Assert.Equal("A@x.org", renamed.In(UserType.Default)[UserResource.UserName]);
    }

    [Fact]
    public async Task A_deleted_user_is_gone_and_its_name_is_free()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync("a@x.org");

        await service.DeleteAsync(user);

        Assert.Equal(404, (await Instance.RefusalAsync(() => service.GetAsync(user.Id.ToString()))).Status);
        Assert.Equal(404, (await Instance.RefusalAsync(() => service.DeleteAsync(user))).Status);
        Assert.NotEqual(user.Id, (await service.CreateAsync("a@x.org")).Id);
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_keeps_version_and_time()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync("a@x.org");
        _time.Advance(TimeSpan.FromMinutes(1));

        var same = await service.PatchAsync(user, """{"op":"add","path":"active","value":"True"}""");

        Assert.Equal(user.Version, same.Version);
        Assert.Equal(user.LastModified, same.LastModified);
    }

    [Fact]
    public async Task A_change_has_a_new_version_and_time_and_keeps_the_creation()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync("a@x.org");
        _time.Advance(TimeSpan.FromMinutes(1));

        var changed = await service.PatchAsync(user, """{"op":"add","path":"title","value":"Agent"}""");

        Assert.NotEqual(user.Version, changed.Version);
        Assert.Equal(user.Created, changed.Created);
        Assert.Equal(user.LastModified.AddMinutes(1), changed.LastModified);
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_changes_nothing()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync("a@x.org");
        var stale = new VersionCondition(["W/\"0190a0b0-0000-7000-8000-000000000000\""]);
        var current = new VersionCondition([user.Version.ToETag()[2..]]);

        Assert.Equal(412, (await Instance.RefusalAsync(() => service.DeleteAsync(user, stale))).Status);
        Assert.Equal(
            412, (await Instance.RefusalAsync(() => service.PatchAsync(user, """{"op":"remove","path":"title"}""", stale))).Status);
        await service.DeleteAsync(user, current);

        Assert.Equal(404, (await Instance.RefusalAsync(() => service.GetAsync(user.Id.ToString()))).Status);
    }

    [Fact]
    public async Task A_read_only_attribute_may_be_set_to_what_it_is_in_a_lenient_account()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        using var strict = new Instance(await Instance.StorageAsync(licences: 9, Strictness.Strict), _time);
        var user = await service.CreateAsync("a@x.org");
        var meta = $$"""{"resourceType":"User","version":"W/\"{{user.Version}}\"","location":"https://x.org/scim/v2/Users/{{user.Id}}"}""";
        var refused = await strict.CreateAsync("a@x.org");

        foreach (var (path, value) in new[]
        {
            ("id", $"\"{user.Id}\""), ("meta", meta), ("meta.resourceType", "\"User\""), ("groups", "[]"), ("groups", "null"),
            ("meta.location", $"\"https://x.org/scim/v2/Users/{user.Id}\""), ("manager.displayName", "null"),
            ("meta.created", $"\"{XsdDateTime.Format(user.Created)}\""),
        })
        {
            var same = await service.PatchAsync(user, $$"""{"op":"replace","path":"{{path}}","value":{{value}}}""");
            Assert.Equal(user.Version, same.Version);
        }
        foreach (var (path, value) in new[]
        {
            ("id", "\"other\""), ("id", "null"), ("meta", """{"resourceType":"Group"}"""), ("meta", "null"),
            ("groups", """[{"value":"g"}]"""),
            ("meta.location", "\"https://x.org/scim/v2/Users/other\""), ("meta.created", "\"yesterday\""),
            ("manager.displayName", "\"Bo\""),
        })
        {
            var operation = $$"""{"op":"replace","path":"{{path}}","value":{{value}}}""";
            Assert.Equal("mutability", (await Instance.RefusalAsync(() => service.PatchAsync(user, operation))).Type);
        }
        Assert.Equal(
            "mutability",
            (await Instance.RefusalAsync(
                () => strict.PatchAsync(refused, $$"""{"op":"replace","path":"id","value":"{{refused.Id}}"}"""))).Type);
    }

    [Fact]
    public async Task Names_are_wanted_as_the_account_says()
    {
        using var service = new Instance(
            await Instance.StorageAsync(licences: 9, new AccountSettings(Strictness.Lenient, NameRule.Optional)), _time);
        var user = await service.CreateAsync("a@x.org");

        user = await service.PatchAsync(user, """{"op":"remove","path":"name"}""");
        Assert.Null(user.In(UserType.Default)[UserResource.Name]);
        user = await service.PutAsync(user, """{"userName":"a@x.org","name":{"givenName":"A","familyName":" "}}""");

        Assert.NotNull(user.In(UserType.Default)[UserResource.Name]);
    }

    [Fact]
    public async Task An_edit_that_lost_a_race_is_made_again_on_what_is_there()
    {
        var storage = await Instance.StorageAsync(licences: 9);
        var racing = new Mock<IUserStore>();
        using var rival = new Instance(storage, _time);
        using var service = new Instance(racing.Object, storage.Users, TimeProvider.System);
        var user = await rival.CreateAsync("a@x.org");
        var reads = 0;
        racing.Setup(s => s.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()))
            .Returns(async (AccountId account, UserId id, CancellationToken cancellationToken) =>
            {
                var read = await storage.Users.FindAsync(account, id, cancellationToken);
                if (reads++ == 0)
                    await rival.PatchAsync(user, """{"op":"add","path":"title","value":"Rival"}""");
                return read;
            });
        racing.Setup(s => s.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId a, UserWrite write, CancellationToken c) => storage.Users.WriteAsync(a, write, c));

        var patched = await service.PatchAsync(user, """{"op":"add","path":"nickName","value":"Nick"}""");

        Assert.Equal("Rival", patched.In(UserType.Default)[UserType.Default.Attributes.Require("title")]);
        Assert.Equal("Nick", patched.In(UserType.Default)[UserType.Default.Attributes.Require("nickName")]);
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task Nothing_is_written_before_the_meter_has_granted()
    {
        var storage = await Instance.StorageAsync(licences: 9);
        using var service = new Instance(storage, _time)
        {
            Admission = Task.FromException(new ScimException(ScimError.TooManyRequests(1))),
        };

        var refusal = await Instance.RefusalAsync(() => service.CreateAsync("a@x.org"));

        Assert.Equal(429, refusal.Status);
        Assert.Equal(0, (await storage.Users.FindAsync(Instance.Account, Stop))!.Users);
    }

    [Fact]
    public async Task Every_change_leaves_an_audit_row_with_names_and_no_values()
    {
        var storage = await Instance.StorageAsync(licences: 1);
        using var service = new Instance(storage, _time);
        var user = await service.CreateAsync("a@x.org");
        _time.Advance(TimeSpan.FromSeconds(1));
        var patched = await service.PatchAsync(
            user, """{"op":"replace","path":"active","value":false},{"op":"add","path":"title","value":"T"}""");
        _time.Advance(TimeSpan.FromSeconds(1));
        await service.DeleteAsync(user);

        var trail = await storage.Users.ReadAuditAsync(Instance.Account, Stop).ToListAsync(Stop);

        Assert.Equal([AuditOperation.Delete, AuditOperation.Patch, AuditOperation.Create], trail.Select(e => e.Operation));
        Assert.Equal(["title", "active"], trail[1].ChangedAttributes);
        Assert.Equal(["userName", "name", "active", "emails"], trail[2].ChangedAttributes);
        Assert.Equal([patched.Version, user.Version, null], trail.Select(e => e.PreviousVersion));
        Assert.Equal([(0, 0), (0, 1), (1, 1)], trail.Select(e => (e.LicencesInUseAfter, e.UsersAfter)));
        Assert.All(trail, e => Assert.Equal("correlation", e.CorrelationId));
    }

    [Fact]
    public async Task A_strict_account_refuses_what_the_schemas_do_not_define()
    {
        using var lenient = new Instance(await Instance.StorageAsync(licences: 9), _time);
        using var strict = new Instance(await Instance.StorageAsync(licences: 9, Strictness.Strict), _time);

        Assert.NotNull(await lenient.CreateAsync("a@x.org", ""","shoeSize":44"""));
        Assert.Equal("invalidSyntax", (await Instance.RefusalAsync(() => strict.CreateAsync("a@x.org", ""","shoeSize":44"""))).Type);
    }

    [Fact]
    public async Task A_user_over_its_size_is_refused()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var large = new string('x', 512 * 1024);

        Assert.Equal(413, (await Instance.RefusalAsync(() => service.CreateAsync("a@x.org", $$""","title":"{{large}}" """))).Status);
    }
}

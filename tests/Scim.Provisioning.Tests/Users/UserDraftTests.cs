using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Tests.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>How large a stored user may be, what it costs to read and write one, and which times it has.</summary>
public sealed class UserDraftTests
{
    private const int Most = 512 * 1024;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_of_exactly_512_KiB_is_stored_and_one_of_a_byte_more_is_refused()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: null), _time);
        var small = await service.CreateAsync("a@x.org", ""","title":"" """);
        var most = Most - small.Document.Length - ",\"title\":\"\"".Length;

        var refusal = await Instance.RefusalAsync(() => service.CreateAsync("b@x.org", Title(most + 1)));
        var stored = await service.CreateAsync("b@x.org", Title(most));

        Assert.Equal((413, "The user is over 512 KiB. Shorten its attributes."), (refusal.Status, refusal.Detail));
        Assert.Equal(Most, stored.Document.Length);
    }

    [Fact]
    public async Task What_an_account_has_dropped_counts_too_and_is_named()
    {
        var storage = await Instance.StorageAsync(licences: null);
        using var service = new Instance(storage, _time);
        await storage.Users.ChangeAsync(
            Instance.Account, _time.GetUtcNow(), OwnSchemas.Document(OwnSchemas.Desk, """{"name":"code"}"""));
        _time.Advance(TimeSpan.FromSeconds(30));
        var user = await service.CreateAsync("a@x.org", $$""","{{OwnSchemas.Desk}}":{"code":"{{new string('x', Most / 2)}}"} """);
        await storage.Users.ChangeAsync(Instance.Account, _time.GetUtcNow());
        _time.Advance(TimeSpan.FromSeconds(30));

        var refusal = await Instance.RefusalAsync(() => service.PatchAsync(
            user, $$"""{"op":"add","path":"title","value":"{{new string('x', Most / 2)}}"}"""));

        Assert.Equal(413, refusal.Status);
        Assert.Matches(
            "^The user is over 512 KiB, 262[0-9]{3} bytes of it values of schemas that the account has dropped. Shorten its attributes.$",
            refusal.Detail);
    }

    [Fact]
    public async Task A_creation_is_counted_by_what_it_reads_and_writes()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: null), _time);
        var body = JsonElement.Parse("""{"userName":"a@x.org","name":{"givenName":"A","familyName":"B"}}""");
        var reading = StepBudget.Unbounded();
        UserRules.Read(body, ReadingRules.Default, reading);

        var user = await service.CreateAsync("a@x.org");

        Assert.Equal(reading.Spent + 8L * user.Document.Length, service.Computation.Steps.Spent);
    }

    [Fact]
    public async Task A_change_of_a_user_that_has_to_be_read_is_counted_with_its_document()
    {
        const string Change = """{"op":"add","path":"title","value":"T"}""";
        var storage = await Instance.StorageAsync(licences: null);
        using var service = new Instance(storage, _time);
        var (one, other) = (await service.CreateAsync("a@x.org"), await service.CreateAsync("b@x.org"));
        await service.PatchAsync(one, Change);
        var known = service.Computation.Steps.Spent;
        using var elsewhere = new Instance(storage, _time);

        await elsewhere.PatchAsync(other, Change);

        Assert.Equal(known + 4L * other.Document.Length, elsewhere.Computation.Steps.Spent);
    }

    [Fact]
    public void What_is_read_once_is_counted_once_what_no_type_knows_included()
    {
        var user = PlainUser.Of(
            _time.GetUtcNow(), PlainUser.Utf8("""{"userName":"a@x.org"}"""), unseen: PlainUser.Utf8("""{"urn:x":{"a":"b"}}"""));
        var steps = StepBudget.Unbounded();

        user.In(UserType.Default, steps);
        user.In(UserType.Default, steps);

        Assert.Equal(4L * (user.Document.Length + user.Unseen.Length), steps.Spent);
    }

    [Fact]
    public async Task A_user_is_never_changed_before_it_was_last_changed()
    {
        var storage = await Instance.StorageAsync(licences: null);
        using var service = new Instance(storage, _time);
        var later = _time.GetUtcNow().AddDays(1);
        var loaded = await LoadAsync(storage, Arrival() with { LastModified = later });

        var changed = await service.PatchAsync(loaded, """{"op":"add","path":"title","value":"T"}""");

        Assert.Equal((later, later), (loaded.LastModified, changed.LastModified));
        Assert.NotEqual(loaded.Version, changed.Version);
    }

    [Fact]
    public async Task Times_from_elsewhere_are_kept_in_milliseconds()
    {
        var storage = await Instance.StorageAsync(licences: null);
        var (created, changed) = (_time.GetUtcNow().AddTicks(-12_345_678), _time.GetUtcNow().AddTicks(-2_345_678));

        var loaded = await LoadAsync(storage, Arrival() with { Created = created, LastModified = changed });

        Assert.Equal(_time.GetUtcNow().AddMilliseconds(-1_235), loaded.Created);
        Assert.Equal(_time.GetUtcNow().AddMilliseconds(-235), loaded.LastModified);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(""","emails":[{"value":"a@x.org","type":"work","primary":true}]""", true)] // As an export has it.
    [InlineData(""","emails":[{"value":"b@x.org","type":"work","primary":true}]""", false)]
    public async Task An_address_that_follows_from_the_user_name_goes_on_following_it(string emails, bool isDerived)
    {
        var storage = await Instance.StorageAsync(licences: null);

        var loaded = await LoadAsync(storage, Arrival(emails));

        Assert.Equal(isDerived, loaded.EmailIsDerived);
        Assert.Contains(
            isDerived ? "\"value\":\"a@x.org\"" : "\"value\":\"b@x.org\"",
            Encoding.UTF8.GetString(loaded.Document.Span),
            StringComparison.Ordinal);
    }

    private NewUser Arrival(string emails = "") => Loads.User("a@x.org", _time.GetUtcNow(), more: emails);

    private async Task<UserRecord> LoadAsync(InMemoryStorage storage, NewUser user) =>
        Assert.Single(await Loads.LoadAsync(storage.Users, storage.Users, _time, [user])).Created!; // Nothing speaks against it.

    private static string Title(int length) => $$""","title":"{{new string('x', length)}}" """;
}

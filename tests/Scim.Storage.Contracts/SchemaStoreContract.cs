using System.Globalization;
using System.Text;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What every store must do with the schemas of accounts, and with what users have of them.</summary>
public abstract class SchemaStoreContract : UserContract
{
    private static readonly DateTimeOffset From = Sample.Start.AddSeconds(60).AddTicks(7);

    /// <summary>A schema of an account's own.</summary>
    /// <param name="name">The part of its URN that tells it apart.</param>
    /// <param name="since">The first generation that has it.</param>
    /// <param name="length">How long a text is in its document.</param>
    public static AccountSchema Schema(string name, int since, int length = 10)
    {
        var document = Encoding.UTF8.GetBytes(
            $$$"""{"id":"urn:acme:{{{name}}}:User","attributes":[{"name":"code"}],"description":"{{{new string('é', length / 2)}}}"}""");
        return new AccountSchema(SchemaReader.Read(document, out _)!, document, since); // It is right.
    }

    [Fact]
    public async Task An_account_whose_schemas_never_changed_has_none_stored()
    {
        var account = await AccountAsync();

        Assert.Equal(default, account.Schemas);
        Assert.Empty(await Ports.Accounts.FindSchemasAsync(Account, Cancel));
    }

    [Fact]
    public async Task A_change_is_read_back_with_its_time_and_leaves_the_rest_of_the_account_alone()
    {
        await CreateAsync("jane");
        var asRead = await FindAccountAsync();
        var desk = Schema("desk", since: 1);
        var enterprise = new AccountSchema(UserExtensions.Enterprise, default, Since: 0, Until: 1);

        var written = await Ports.Accounts.ChangeSchemasAsync(asRead, From, [enterprise, desk], Cancel);

        Assert.Equal(asRead with { Schemas = new SchemaGeneration(1, From), ETag = written!.ETag }, written);
        Assert.Equal(written, await FindAccountAsync());
        await AssertSchemasAsync(enterprise, desk);
    }

    [Fact]
    public async Task Schemas_that_are_stored_no_longer_are_gone()
    {
        var (talkdesk, desk) = (AccountSchema.OfNewAccount[1], Schema("desk", since: 1));
        var row = await ChangeAsync(await AccountAsync(), talkdesk, desk);
        row = await ChangeAsync(row, talkdesk, desk with { Until = 2 }, Schema("DESK", since: 2));
        row = await ChangeAsync(row, talkdesk with { Until = 3 });
        await AssertSchemasAsync(talkdesk with { Until = 3 });

        row = await ChangeAsync(row);

        Assert.Equal(4, row.Schemas.Number);
        await AssertSchemasAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_of_a_row_that_changed_is_refused_and_writes_nothing(bool isOfSchemas)
    {
        var asRead = await AccountAsync();
        var desk = Schema("desk", since: 1);
        if (isOfSchemas)
            await ChangeAsync(asRead, desk);
        else
            await CreateAsync("jane");
        var held = await Ports.Accounts.FindSchemasAsync(Account, Cancel);

        Assert.Null(await Ports.Accounts.ChangeSchemasAsync(asRead, From.AddSeconds(1), [Schema("badge", since: 1)], Cancel));

        Assert.Equal(isOfSchemas ? 1 : 0, (await FindAccountAsync()).Schemas.Number);
        await AssertSchemasAsync([.. held]);
    }

    [Fact]
    public async Task Of_racing_changes_one_wins()
    {
        var asRead = await AccountAsync();

        var written = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Ports.Accounts.ChangeSchemasAsync(
            asRead, From.AddSeconds(number), [Schema(string.Create(CultureInfo.InvariantCulture, $"s{number}"), since: 1)], Cancel)));

        var winner = Assert.Single(Enumerable.Range(0, 6), number => written[number] is not null);
        Assert.Equal(new SchemaGeneration(1, From.AddSeconds(winner)), (await FindAccountAsync()).Schemas);
        await AssertSchemasAsync(Schema(string.Create(CultureInfo.InvariantCulture, $"s{winner}"), since: 1));
    }

    [Fact]
    public async Task The_most_and_longest_schemas_are_changed_at_once()
    {
        const int length = SchemaLimits.DocumentBytes - 200;
        List<AccountSchema> SchemasOf(int since) =>
            [.. Enumerable.Range(0, SchemaLimits.Extensions)
                .Select(number => Schema(string.Create(CultureInfo.InvariantCulture, $"s{number}"), since, length))];
        var row = await ChangeAsync(await AccountAsync(), [.. SchemasOf(1)]);

        row = await ChangeAsync(row, [.. SchemasOf(1).Select(schema => schema with { Until = 2 }), Schema("s0", since: 2)]);

        var found = await Ports.Accounts.FindSchemasAsync(Account, Cancel);
        Assert.Equal((2, SchemaLimits.Extensions + 1), (row.Schemas.Number, found.Count));
        Assert.All(
            found.Take(SchemaLimits.Extensions), schema => Assert.InRange(schema.Document.Length, length, SchemaLimits.DocumentBytes));
    }

    [Fact]
    public async Task Schemas_are_kept_when_users_and_settings_change_and_go_with_the_account()
    {
        var desk = Schema("desk", since: 1);
        var row = await ChangeAsync(await AccountAsync(), desk);
        await CreateAsync("jane");
        row = await Ports.Accounts.UpdateSettingsAsync(await FindAccountAsync(), 7, Strictness.Strict, Cancel);

        Assert.Equal(new SchemaGeneration(1, From), row!.Schemas); // Nobody else changed it.
        Assert.Equal((row.Schemas, 1), ((await FindAccountAsync()).Schemas, (await FindAccountAsync()).Users));
        await AssertSchemasAsync(desk);
        Assert.Empty(await Ports.Accounts.FindSchemasAsync(Provisioning.Identities.AccountId.Parse("other"), Cancel));
        await Ports.Accounts.RemoveRowsAsync(Account, new Progress<int>(), Cancel);
        await AssertSchemasAsync();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 0)]
    [InlineData(7, 100)]
    [InlineData(int.MaxValue, 250_000)]
    public async Task Generation_and_what_is_unseen_are_kept_with_a_user(int generation, int unseen)
    {
        var account = await AccountAsync();
        var jane = With(Sample.User("jane"), generation, Unseen(unseen));

        await Ports.Users.WriteAsync(Account, Sample.Creation(account, jane), Cancel);

        await AssertAsync(jane);
        var next = With(Sample.Next(await FindAsync(jane.Id), "jane", "x-1"), generation, Unseen(unseen / 2));
        await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, await FindAsync(jane.Id), next), Cancel);
        await AssertAsync(next);
        var last = With(Sample.Next(await FindAsync(jane.Id), "june"), 0, default);
        await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, await FindAsync(jane.Id), last), Cancel);
        await AssertAsync(last);
    }

    private static byte[] Unseen(int length) =>
        length == 0 ? [] : Encoding.UTF8.GetBytes($$$"""{"urn:acme:desk:User":{"code":"{{{new string('é', length / 2)}}}"}}""");

    private static UserRecord With(UserRecord user, int generation, byte[]? unseen) =>
        Sample.Stored(user, generation: generation, unseen: unseen);

    private async Task AssertAsync(UserRecord user)
    {
        var listed = await Ports.Users.ListAsync(Account, new UserQuery { Type = UserType.Default }, Cancel);
        foreach (var found in (UserRecord[])[await FindAsync(user.Id), Assert.Single(listed.Users)])
        {
            Assert.Equal(user.Generation, found.Generation);
            Assert.Equal(user.Unseen.ToArray(), found.Unseen.ToArray());
            Assert.Equal(user.Document.ToArray(), found.Document.ToArray());
        }
    }

    private async Task<AccountSnapshot> ChangeAsync(AccountSnapshot row, params AccountSchema[] schemas)
    {
        var written = await Ports.Accounts.ChangeSchemasAsync(row, From, schemas, Cancel);
        Assert.NotNull(written);
        return written;
    }

    private async Task AssertSchemasAsync(params AccountSchema[] expected)
    {
        var found = await Ports.Accounts.FindSchemasAsync(Account, Cancel);
        Assert.Equal(expected.Select(Text).Order(StringComparer.Ordinal), found.Select(Text).Order(StringComparer.Ordinal));
    }

    private static string Text(AccountSchema schema) =>
        $"{schema.Definition.Id} {schema.Since}-{schema.Until} {Encoding.UTF8.GetString(schema.Document.Span)}";
}

using System.Text;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What every store of users must do, apart from queries.</summary>
public abstract class UserStoreContract : UserContract
{
    [Fact]
    public async Task A_created_user_is_found_as_written()
    {
        var account = await AccountAsync();
        var user = Sample.User("jane@example.com", "x-1", ["jane@example.com"], displayName: "Jane");

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creation(account, user), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
        var found = await FindAsync(user.Id);
        Assert.Equal(user.In(UserType.Default), found.In(UserType.Default));
        Assert.Equal(user.Document.ToArray(), found.Document.ToArray());
        Assert.Equal((user.Created, user.LastModified, user.Version), (found.Created, found.LastModified, found.Version));
        Assert.NotEmpty(found.ETag);
    }

    [Theory]
    [InlineData("jos\u00E9@example.com", "JOSE\u0301@example.com")]
    [InlineData("jose@example.com", "\uFF4Aose\uFF20example.com")]
    public async Task A_name_that_is_written_in_other_characters_is_taken(string first, string second)
    {
        var account = await AccountAsync();
        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creation(account, Sample.User(first)), Cancel);

        // No answer was lost.
        var again = await Ports.Users.WriteAsync(Account, Sample.Creation(outcome.Row!, Sample.User(second)), Cancel);

        Assert.Equal(UserWriteResult.UserNameTaken, again.Result);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task The_marks_of_a_user_are_kept(bool waiting, bool derived)
    {
        var account = await AccountAsync();
        var plain = Sample.User("jane");
        var user = new UserRecord
        {
            Id = plain.Id,
            Created = plain.Created,
            LastModified = plain.LastModified,
            Version = plain.Version,
            WaitingForLicence = waiting,
            EmailIsDerived = derived,
            Document = plain.Document,
        };

        await Ports.Users.WriteAsync(Account, Sample.Creation(account, user), Cancel);

        var found = await FindAsync(user.Id);
        Assert.Equal((waiting, derived), (found.WaitingForLicence, found.EmailIsDerived));
    }

    [Theory]
    [InlineData(60 * 1024)]
    [InlineData(200_000)]
    [InlineData(500_000)]
    public async Task A_long_document_comes_back_whole(int length)
    {
        var account = await AccountAsync();
        var plain = Sample.User("jane", displayName: "x");
        var text = Encoding.UTF8.GetString(plain.Document.Span);
        var document = Encoding.UTF8.GetBytes(text.Replace(
            "\"displayName\":\"x\"", $"\"nickName\":\"{new string('é', length / 2)}\"", StringComparison.Ordinal));
        var user = Sample.Stored(plain, document);

        await Ports.Users.WriteAsync(Account, Sample.Creation(account, user), Cancel);
        var found = await FindAsync(user.Id);
        Assert.Equal(document, found.Document.ToArray());

        var shorter = Sample.Next(found, "jane");
        await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, found, shorter), Cancel);
        Assert.Equal(shorter.Document.ToArray(), (await FindAsync(user.Id)).Document.ToArray());
    }

    [Fact]
    public async Task A_user_of_another_account_is_not_found()
    {
        var user = await CreateAsync("jane");

        Assert.Null(await Ports.Users.FindAsync(AccountId.Parse("other"), user.Id, Cancel));
        Assert.Null(await Ports.Users.FindAsync(Account, UserId.New(Sample.Start), Cancel));
    }

    [Theory]
    [InlineData("jane@example.com", "JANE@Example.COM")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφοσ")]
    [InlineData("ÅSA", "åsa")]
    [InlineData("ǆ", "Ǆ")]
    public async Task A_userName_that_differs_in_case_is_taken(string held, string wanted)
    {
        await CreateAsync(held);
        var account = await FindAccountAsync();

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creation(account, Sample.User(wanted)), Cancel);

        Assert.Equal(UserWriteResult.UserNameTaken, outcome.Result);
        Assert.Equal(1, (await FindAccountAsync()).Users);
    }

    [Theory]
    [InlineData("ILKE", "ılke")]
    [InlineData("ilke", "İlke")]
    [InlineData("straße", "STRASSE")]
    public async Task A_userName_that_differs_in_more_than_case_is_free(string held, string wanted)
    {
        await CreateAsync(held);

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creation(await FindAccountAsync(), Sample.User(wanted)), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
    }

    [Fact]
    public async Task The_same_userName_is_free_in_another_account()
    {
        await CreateAsync("jane");
        var other = await AccountAsync("other");

        var outcome = await Ports.Users.WriteAsync(other.Account, Sample.Creation(other, Sample.User("jane")), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
    }

    [Fact]
    public async Task A_rename_frees_the_old_name_and_takes_the_new()
    {
        var jane = await CreateAsync("jane");

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "joan")), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
        await CreateAsync("jane");
        var taken = await Ports.Users.WriteAsync(Account, Sample.Creation(await FindAccountAsync(), Sample.User("JOAN")), Cancel);
        Assert.Equal(UserWriteResult.UserNameTaken, taken.Result);
    }

    [Fact]
    public async Task A_rename_to_a_taken_name_changes_nothing()
    {
        await CreateAsync("joan");
        var jane = await CreateAsync("jane", externalId: "x-1");

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "Joan", "x-2")), Cancel);

        Assert.Equal(UserWriteResult.UserNameTaken, outcome.Result);
        Assert.Equal(jane.Version, (await FindAsync(jane.Id)).Version);
    }

    [Fact]
    public async Task A_rename_in_case_only_is_no_conflict_with_oneself()
    {
        var jane = await CreateAsync("jane");

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "Jane")), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
        Assert.Equal("Jane", (await FindAsync(jane.Id)).In(UserType.Default)[UserResource.UserName]);
    }

    [Fact]
    public async Task A_change_of_an_old_version_is_refused()
    {
        var jane = await CreateAsync("jane");
        await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "jane", "x-1")), Cancel);

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "joan", "x-2")), Cancel);

        Assert.Equal(UserWriteResult.UserChanged, outcome.Result);
        Assert.Equal("x-1", (await FindAsync(jane.Id)).In(UserType.Default)[UserResource.ExternalId]);
    }

    [Fact]
    public async Task A_deleted_user_is_gone_and_its_name_free()
    {
        var jane = await CreateAsync("jane", "x-1", ["jane@example.com"]);

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Deletion(await FindAccountAsync(), jane), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
        Assert.Null(await Ports.Users.FindAsync(Account, jane.Id, Cancel));
        await CreateAsync("jane", "x-1", ["jane@example.com"]);
    }

    [Fact]
    public async Task A_change_of_a_deleted_user_is_refused()
    {
        var jane = await CreateAsync("jane");
        await Ports.Users.WriteAsync(Account, Sample.Deletion(await FindAccountAsync(), jane), Cancel);

        var change = await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "joan")), Cancel);
        var deletion = await Ports.Users.WriteAsync(Account, Sample.Deletion(await FindAccountAsync(), jane), Cancel);

        Assert.Equal((UserWriteResult.UserChanged, UserWriteResult.UserChanged), (change.Result, deletion.Result));
    }
}

using System.Text.Json;
using Scim.Operations.Users;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Tests.Users;

public sealed class UserOperationsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, false, "one two three four five")]
    [InlineData(null, "userName sw \"t\"", false, "two three")]
    [InlineData(null, null, true, "four five")]
    [InlineData(null, "userName sw \"f\" and userName ew \"e\"", true, "five")]
    [InlineData("Three", null, false, "three")]
    [InlineData("three", "active eq false", false, "")]
    [InlineData("five", null, true, "five")]
    [InlineData("thre", null, false, "")]
    [InlineData("\" or userName pr or userName eq \"", null, false, "")]
    public async Task Pages_together_give_who_is_asked_for(string? named, string? filter, bool waiting, string expected)
    {
        await using var site = await OperatorSite.StartAsync(licences: 3);
        foreach (var name in (string[])["one", "two", "three", "four", "five"]) await site.CreateUserAsync(name);
        var selection = new UserSelection(OperatorSite.Acme) { Named = named, Filter = filter, WaitingOnly = waiting };

        var names = new List<string?>();
        UserId? after = null;
        do
        {
            var page = await site.Get<UserOperations>().ReadPageAsync(selection, 2, after, Cancel);
            Assert.InRange(page.Users.Count, 0, 2);
            names.AddRange(page.Users.Select(NameOf));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), names);
    }

    [Fact]
    public async Task Users_who_share_a_value_are_found_page_by_page_each_once()
    {
        await using var site = await OperatorSite.StartAsync();
        for (var number = 0; number < 5; number++)
        {
            site.Time.Advance(TimeSpan.FromMinutes(1));
            var body = JsonSerializer.SerializeToElement(new
            {
                userName = $"user{number}",
                externalId = "shared@example.com",
                name = new { givenName = "Ada", familyName = "Lovelace" },
                emails = new[] { new { value = "shared@example.com" } },
            });
            await site.Get<UserService>().CreateAsync(
                OperatorSite.Ada.CallFor(OperatorSite.Acme, ReadingRules.Default), body, Cancel);
        }
        var selection = new UserSelection(OperatorSite.Acme) { Named = "shared@example.com" };
        var users = site.Get<UserOperations>();

        var first = await users.ReadPageAsync(selection, 3, after: null, Cancel);
        var second = await users.ReadPageAsync(selection, 3, first.Next, Cancel);

        Assert.Equal(["user0", "user1", "user2"], first.Users.Select(NameOf));
        Assert.Equal(["user3", "user4"], second.Users.Select(NameOf));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_user_is_found_by_its_id()
    {
        await using var site = await OperatorSite.StartAsync();
        var user = await site.CreateUserAsync("one");

        var page = await site.Get<UserOperations>().ReadPageAsync(
            new UserSelection(OperatorSite.Acme) { Named = user.Id.ToString() }, 2, after: null, Cancel);

        Assert.Equal([user.Id], page.Users.Select(found => found.Id));
    }

    [Theory]
    [InlineData(0, "one", null)]
    [InlineData(UserOperations.LargestPage + 1, "one", null)]
    [InlineData(10, null, "userName like \"x\"")]
    public async Task What_cannot_be_asked_for_is_refused(int size, string? named, string? filter)
    {
        await using var site = await OperatorSite.StartAsync();

        await Assert.ThrowsAsync<OperationRefusedException>(() => site.Get<UserOperations>().ReadPageAsync(
            new UserSelection(OperatorSite.Acme) { Named = named, Filter = filter }, size, after: null, Cancel));
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused()
    {
        await using var site = await OperatorSite.StartAsync();
        var selection = new UserSelection(OperatorSite.Acme) { Named = new string('w', UserOperations.LongestName + 1) };

        await Assert.ThrowsAsync<OperationRefusedException>(
            () => site.Get<UserOperations>().ReadPageAsync(selection, 10, after: null, Cancel));
    }

    private static string? NameOf(UserRecord user) => user.Core[UserResource.UserName] as string;
}

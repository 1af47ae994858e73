using CsCheck;
using Scim.Protocol.Computing;
using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;

namespace Scim.Storage.Tables.Tests.Queries;

/// <summary>However a query is planned, it finds what the evaluation of its filter on every user finds.</summary>
public sealed class RandomFiltersTests : IAsyncLifetime
{
    private static readonly Gen<string> Term = Gen.OneOf(
        "userName eq \"USER1@example.com\"",
        "userName sw \"user1\"",
        "userName sw \"USER\"",
        "userName ne \"user2@example.com\"",
        "userName eq \"\uFF35ser3@example.com\"",
        "emails.value eq \"jose\u0301@example.com\"",
        "emails.value eq \"JOS\u00C9@example.com\"",
        "externalId eq \"x-1\"",
        "externalId eq \"X-1\"",
        "externalId pr",
        "emails.value eq \"shared@EXAMPLE.com\"",
        "emails[type eq \"work\" and value eq \"shared@example.com\"]",
        "emails[type eq \"home\"].value eq \"user3@example.com\"",
        "emails pr",
        "active eq true",
        "active eq false",
        "active ne true",
        "displayName pr",
        "meta.created gt \"2026-03-01T12:04:00Z\"",
        "meta.lastModified le \"2026-03-01T12:05:00Z\"");

    private static readonly Gen<string> Filters = Gen.Select(
        Term,
        Term,
        Term,
        Gen.OneOf("{0}", "{0} and {1}", "{0} or {1}", "not ({0})", "{0} and not ({1})", "{0} and ({1} or {2})", "{0} and {1} and {2}"),
        (first, second, third, form) => form
            .Replace("{0}", first, StringComparison.Ordinal)
            .Replace("{1}", second, StringComparison.Ordinal)
            .Replace("{2}", third, StringComparison.Ordinal));

    private TestStorage _storage = null!;
    private IReadOnlyList<UserRecord> _users = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        _users = await _storage.Ports.FillAsync(Sample.Account, Enumerable.Range(0, 10).Select(User), Cancel);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public Task Find_what_evaluation_finds() => Filters.SampleAsync(
        async text =>
        {
            var filter = FilterParser.Parse(text, UserType.Default);
            var page = await _storage.Ports.Users.ListAsync(
                Sample.Account, new UserQuery { Type = UserType.Default, Filter = filter }, Cancel);
            return page.Users.Select(user => user.Id).SequenceEqual(
                    _users.Where(user => filter.Matches(user.In(UserType.Default), StepBudget.Unbounded())).Select(user => user.Id))
                && page.TotalResults == page.Users.Count;
        },
        iter: 200,
        threads: 1);

    private static Func<DateTimeOffset, UserRecord> User(int number) => created => Sample.User(
        $"user{number}@example.com",
        (number % 4) switch { 0 => null, 1 => "x-1", 2 => "X-1", _ => $"x-{number}" },
        (number % 5) switch
        {
            0 => null,
            1 => ["shared@example.com"],
            2 => ["jos\u00E9@example.com"],
            3 => ["jose\u0301@example.com"],
            _ => [$"user{number}@example.com", "Shared@Example.com"],
        },
        (number % 3) switch { 0 => true, 1 => false, _ => null },
        created,
        displayName: number % 2 == 0 ? null : "D");
}

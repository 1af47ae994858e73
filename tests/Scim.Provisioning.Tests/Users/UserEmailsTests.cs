using System.Text;
using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

/// <summary>The <c>emails</c> of a user: its own, the one that follows its name, or none.</summary>
public sealed class UserEmailsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_user_without_emails_has_the_one_that_its_name_gives_and_it_moves_along()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync("a@x.org");
        Assert.Equal(["a@x.org"], Emails(user));

        user = await service.PatchAsync(user, """{"op":"replace","path":"userName","value":"b@x.org"}""");

        Assert.Equal(["b@x.org"], Emails(user));
    }

    [Fact]
    public async Task Emails_of_its_own_stay_when_the_name_changes()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync("a@x.org", ""","emails":[{"value":"own@x.org","type":"work"}]""");

        user = await service.PatchAsync(user, """{"op":"replace","path":"userName","value":"b@x.org"}""");
        Assert.Equal(["own@x.org"], Emails(user));
    }

    [Fact]
    public async Task The_address_that_the_name_gives_is_the_users_own_once_a_client_sets_it()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        const string Emails = ""","emails":[{"value":"a@x.org","type":"work","primary":true}]""";
        var created = await service.CreateAsync("a@x.org", Emails);
        created = await service.PatchAsync(created, """{"op":"replace","path":"userName","value":"created@x.org"}""");
        var replaced = await service.CreateAsync("a@x.org");
        replaced = await service.PutAsync(replaced, $$"""{"userName":"a@x.org","name":{"givenName":"A","familyName":"B"}{{Emails}}}""");
        replaced = await service.PatchAsync(replaced, """{"op":"replace","path":"userName","value":"replaced@x.org"}""");

        Assert.All([created, replaced], user => Assert.Equal(["a@x.org"], UserEmailsTests.Emails(user)));
        Assert.All([created, replaced], user => Assert.False(user.EmailIsDerived));
    }

    [Theory]
    [InlineData("""{"op":"remove","path":"emails"}""")]
    [InlineData("""{"op":"remove","path":"emails[type eq \"work\"]"}""")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\"].value","value":""}""")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\"].value","value":null}""")]
    [InlineData("""{"op":"replace","path":"emails","value":[]}""")]
    [InlineData("""{"op":"replace","path":"emails","value":[{"type":"work","value":""}]}""")]
    [InlineData("""{"op":"replace","value":{"emails":null}}""")]
    [InlineData("""{"op":"remove","path":"emails"},{"op":"add","path":"emails[type eq \"work\"].primary","value":true}""")]
    [InlineData("""{"op":"replace","path":"userName","value":"c@x.org"},{"op":"remove","path":"emails"}""")]
    public async Task What_a_client_clears_stays_cleared_until_it_sets_some_or_a_PUT_says_nothing(string clearing)
    {
        foreach (var emails in new[] { "", ""","emails":[{"value":"own@x.org","type":"work"}]""" })
        {
            using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
            var user = await service.PatchAsync(await service.CreateAsync("a@x.org", emails), clearing);
            AssertCleared(user);

            user = await service.PatchAsync(
                user, """{"op":"replace","path":"userName","value":"b@x.org"},{"op":"add","path":"emails","value":[]}""");
            AssertCleared(user);
            AssertCleared(await service.GetAsync(user.Id.ToString()));
            user = await service.PutAsync(user, """{"userName":"b@x.org","name":{"givenName":"A","familyName":"B"},"emails":[]}""");
            AssertCleared(user);
            user = await service.PutAsync(user, """{"userName":"b@x.org","name":{"givenName":"A","familyName":"B"}}""");

            Assert.Equal(["b@x.org"], Emails(user));
            Assert.True(user.EmailIsDerived);
        }
    }

    [Theory]
    [InlineData(""","emails":[]""", "")]
    [InlineData(""","emails":[{"type":"work"}]""", "")]
    [InlineData(""","emails":null""", "a@x.org")]
    [InlineData(""","emails":"" """, "a@x.org")]
    public async Task A_new_user_has_the_email_of_its_name_only_where_the_client_says_nothing_of_emails(string emails, string expected)
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);

        var user = await service.CreateAsync("a@x.org", emails);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Emails(user));
    }

    [Theory]
    [InlineData("""{"op":"add","value":{"emails":[],"userName":"b@x.org"}}""")]
    [InlineData("""{"op":"add","value":{"emails":[{}],"userName":"b@x.org"}}""")]
    [InlineData("""{"op":"add","path":"emails","value":[{"primary":true}]},{"op":"replace","path":"userName","value":"b@x.org"}""")]
    [InlineData(
        """{"op":"add","path":"emails[type eq \"home\"].primary","value":true},{"op":"replace","path":"userName","value":"b@x.org"}""")]
    [InlineData(
        """{"op":"remove","path":"emails","value":[{"value":"other@x.org"}]},{"op":"replace","path":"userName","value":"b@x.org"}""")]
    [InlineData("""{"op":"remove","path":"emails[type eq \"home\"]"},{"op":"replace","path":"userName","value":"b@x.org"}""")]
    [InlineData("""{"op":"remove","path":"emails.display"},{"op":"replace","path":"userName","value":"b@x.org"}""")]
    public async Task What_adds_or_takes_nothing_leaves_the_email_following_the_name(string operations)
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);

        var user = await service.PatchAsync(await service.CreateAsync("a@x.org"), operations);
        Assert.Equal(["b@x.org"], Emails(user));
        Assert.True(user.EmailIsDerived);
        user = await service.PatchAsync(user, """{"op":"replace","path":"userName","value":"c@x.org"}""");

        Assert.Equal(["c@x.org"], Emails(user));
    }

    [Theory]
    [InlineData("""{"op":"add","path":"emails","value":[{"value":"a@x.org","type":"work","primary":true}]}""")]
    [InlineData("""{"op":"add","path":"emails","value":[{"value":"a@x.org","type":"work"}]}""")]
    [InlineData("""{"op":"add","value":{"emails":[{"value":"a@x.org","type":"work"}]}}""")]
    [InlineData("""{"op":"add","path":"emails[type eq \"work\"].value","value":"a@x.org"}""")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\"].value","value":"a@x.org"}""")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"A@X.org\"].type","value":"work"}""")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\"].primary","value":true}""")]
    [InlineData("""{"op":"replace","path":"emails","value":[{"value":"a@x.org","type":"work","primary":true}]}""")]
    [InlineData("""{"op":"replace","value":{"emails":[{"value":"a@x.org","type":"work","primary":true}]}}""")]
    public async Task Saying_the_derived_address_again_changes_nothing_and_it_still_follows_the_name(string operation)
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync("a@x.org");

        var patched = await service.PatchAsync(user, operation);
        Assert.Equal(user.Version, patched.Version);
        var renamed = await service.PatchAsync(patched, operation + """,{"op":"replace","path":"userName","value":"b@x.org"}""");

        Assert.Equal(["b@x.org"], Emails(renamed));
        Assert.True(renamed.EmailIsDerived);
    }

    [Fact]
    public async Task Labels_that_got_no_value_clear_nothing()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync("plain");

        var patched = await service.PatchAsync(user, """{"op":"add","path":"emails[type eq \"work\"].primary","value":true}""");

        Assert.Null(patched.In(UserType.Default)[UserResource.Emails]);
        Assert.Equal(user.Version, patched.Version);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Labels_that_got_no_value_count_for_nothing_in_a_full_list(string primary)
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var emails = string.Join(',', Enumerable.Range(0, 40).Select(number => $$"""{"value":"x{{number}}@x.org"}"""));
        var user = await service.CreateAsync("plain", $""","emails":[{emails}]""");

        var patched = await service.PatchAsync(
            user, $$"""{"op":"replace","path":"emails[type eq \"work\"].primary","value":{{primary}}}""");

        Assert.Equal(user.Version, patched.Version);
    }

    [Fact]
    public async Task A_derived_email_goes_with_the_address_that_the_name_was_and_comes_with_the_next()
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync("a@x.org");

        user = await service.PatchAsync(user, """{"op":"replace","path":"userName","value":"plain"}""");
        Assert.Null(user.In(UserType.Default)[UserResource.Emails]);
        Assert.False(user.EmailIsDerived);
        user = await service.PatchAsync(user, """{"op":"replace","value":{"userName":"b@x.org"}}""");

        Assert.Equal(["b@x.org"], Emails(user));
        Assert.True(user.EmailIsDerived);
    }

    [Theory]
    [InlineData("a@x.org", """{"op":"add","path":"emails","value":[{"value":"h@x.org","type":"home"}]}""", "b@x.org h@x.org")]
    [InlineData("plain", """{"op":"add","path":"emails","value":[{"value":"h@x.org","type":"home"}]}""", "b@x.org h@x.org")]
    [InlineData("plain", """{"op":"replace","path":"emails[type eq \"work\"].display","value":"B"}""", "b@x.org")]
    [InlineData("a@x.org", """{"op":"remove","path":"emails"}""", "")]
    [InlineData("a@x.org", """{"op":"replace","path":"emails","value":[{"value":"h@x.org"}]}""", "h@x.org")]
    [InlineData("a@x.org", """{"op":"replace","path":"userName","value":"c@x.org"}""", "c@x.org")]
    public async Task A_later_operation_meets_the_email_that_follows_from_an_earlier_one(string userName, string then, string emails)
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 9), _time);
        var user = await service.CreateAsync(userName);

        user = await service.PatchAsync(user, $$"""{"op":"replace","path":"userName","value":"b@x.org"},{{then}}""");

        Assert.Equal(emails.Split(' ', StringSplitOptions.RemoveEmptyEntries), Emails(user));
    }

    private static void AssertCleared(UserRecord user)
    {
        Assert.Empty(Emails(user));
        Assert.False(user.EmailIsDerived);
        Assert.Contains("\"emails\":[]", Encoding.UTF8.GetString(user.Document.Span), StringComparison.Ordinal);
    }

    private static IEnumerable<object?> Emails(UserRecord user) =>
        ((MultiValue)user.In(UserType.Default)[UserResource.Emails]!).Select(e => ((ComplexValue)e)[UserResource.EmailValue]);
}

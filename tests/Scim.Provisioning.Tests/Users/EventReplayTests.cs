using System.Text;
using System.Text.Json.Nodes;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

/// <summary>The events that tell a user anew.</summary>
public sealed class EventReplayTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_user_is_told_anew_within_its_version()
    {
        var user = await UserAsync();

        var (full, notice) = (Again(EventContent.Full), Again(EventContent.Notice));

        Assert.True(full.Id > new EventId(user.Version, EventId.Activity));
        Assert.True(full.Id.Write.Time == user.Version.Time && full.Id != notice.Id);
        Assert.Equal((EventKind.Create, user.Version, Start.AddDays(1)), (full.Kind, full.Version, full.When));
        Assert.Equal(user.Document.ToArray(), full.Content.ToArray());
        Assert.Equal((true, user.Created, user.LastModified), (full.IsFull, full.Created, full.LastModified));
        Assert.Equal((false, null, null), (notice.IsFull, notice.Created, notice.LastModified));
        Assert.Equal(
            ["active", "name", "userName"],
            JsonNode.Parse(Text(notice.Content))!.AsArray().Select(name => (string)name!).Order(StringComparer.Ordinal)); // All are texts.

        OutboxEvent Again(EventContent content) => EventReplay.Of(user, UserType.Default, Stream(content), Start.AddDays(1));
    }

    [Fact]
    public async Task Under_other_schemas_it_is_told_without_the_values_of_those_that_were_dropped()
    {
        var user = await UserAsync($$""","{{SchemaUris.EnterpriseUser}}":{"department":"D1"} """);
        var type = new UserType([UserExtensions.Talkdesk], generation: 1);

        var told = EventReplay.Of(user, type, Stream(EventContent.Full), Start);

        Assert.Contains("D1", Text(user.Document), StringComparison.Ordinal);
        Assert.DoesNotContain("D1", Text(told.Content), StringComparison.Ordinal);
        Assert.Contains("\"jane\"", Text(told.Content), StringComparison.Ordinal);
    }

    private static StreamSetting Stream(EventContent content) => new(StreamId.New(Start), content, IsPush: false, Start);

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private static async Task<UserRecord> UserAsync(string more = "")
    {
        using var service = new Instance(await Instance.StorageAsync(licences: 1), TimeProvider.System);
        return await service.CreateAsync("jane", more);
    }
}

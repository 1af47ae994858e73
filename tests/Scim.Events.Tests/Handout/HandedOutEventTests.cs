using System.Text;
using System.Text.Json;
using Scim.Events.Handout;
using Scim.Events.Sets;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Events.Tests.Handout;

public sealed class HandedOutEventTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonEncodedText LocationBase = JsonEncodedText.Encode("https://scim.example.com/scim/v2/Users/");
    private static readonly WriteId Version = WriteId.New(Now);
    private static readonly UserId User = UserId.New(Now);

    [Theory]
    [InlineData(EventKind.Patch, true, """{"Operations":[]}""", EventUris.PatchFull, """{"data":{"Operations":[]},"version":VERSION}""")]
    [InlineData(EventKind.Create, false, """["userName"]""", EventUris.CreateNotice, """{"attributes":["userName"],"version":VERSION}""")]
    [InlineData(EventKind.Put, false, """["userName"]""", EventUris.PutNotice, """{"attributes":["userName"],"version":VERSION}""")]
    [InlineData(EventKind.Patch, false, "[]", EventUris.PatchNotice, """{"attributes":[],"version":VERSION}""")]
    [InlineData(EventKind.Delete, false, "", EventUris.Delete, "{}")]
    [InlineData(EventKind.Activate, false, "", EventUris.Activate, "{}")]
    [InlineData(EventKind.Deactivate, false, "", EventUris.Deactivate, "{}")]
    [InlineData(EventKind.StreamUpdated, false, """{"status":"paused"}""", EventUris.StreamUpdated, """{"status":"paused"}""")]
    [InlineData(EventKind.Verification, false, "", EventUris.Verification, "{}")]
    public void Each_kind_has_its_URI_and_its_payload(EventKind kind, bool isFull, string content, string uri, string payload)
    {
        var told = Told(kind, isFull, content);

        Assert.Equal(uri, HandedOutEvent.UriOf(told));
        Assert.Equal(
            payload.Replace("VERSION", JsonSerializer.Serialize(Version.ToETag(), Relaxed), StringComparison.Ordinal),
            Encoding.UTF8.GetString(HandedOutEvent.PayloadOf(told, LocationBase).Span));
    }

    [Theory]
    [InlineData(EventKind.Create, EventUris.CreateFull)]
    [InlineData(EventKind.Put, EventUris.PutFull)]
    public void A_whole_user_has_meta_as_an_answer_has_it(EventKind kind, string uri)
    {
        var told = Told(kind, isFull: true, """{"userName":"ada"}""") with { Created = Now, LastModified = Now.AddSeconds(1) };

        var data = JsonElement.Parse(HandedOutEvent.PayloadOf(told, LocationBase).Span).GetProperty("data");

        Assert.Equal(uri, HandedOutEvent.UriOf(told));
        Assert.Equal("ada", data.GetProperty("userName").GetString());
        Assert.Equal($"https://scim.example.com/scim/v2/Users/{User}", data.GetProperty("meta").GetProperty("location").GetString());
        Assert.Equal("2026-11-28T00:00:01.000Z", data.GetProperty("meta").GetProperty("lastModified").GetString());
    }

    [Fact]
    public void A_user_without_externalId_is_named_by_path_and_id()
    {
        var told = Told(EventKind.Delete, isFull: false, "");

        Assert.Equal($$"""{"format":"scim","uri":"/Users/{{User}}","id":"{{User}}"}""", Text(HandedOutEvent.SubjectOf(told)));
        Assert.Equal(
            $$"""{"format":"scim","uri":"/Users/{{User}}","externalId":"a\"ü","id":"{{User}}"}""",
            Text(HandedOutEvent.SubjectOf(told with { ExternalId = "a\"ü" })));
    }

    private static JsonSerializerOptions Relaxed { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static OutboxEvent Told(EventKind kind, bool isFull, string content) => new()
    {
        Stream = StreamId.New(Now),
        Id = new EventId(Version, EventId.Change),
        Kind = kind,
        When = Now,
        User = User,
        Version = Version,
        IsFull = isFull,
        Content = Encoding.UTF8.GetBytes(content),
    };

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}

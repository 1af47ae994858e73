using System.Text.Json;
using Scim.Events.Sets;
using Scim.Protocol.Bodies;
using Scim.Protocol.Messages;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Events;

namespace Scim.Events.Handout;

/// <summary>What the token of an event says of it (RFC 9967 §2).</summary>
internal static class HandedOutEvent
{
    private static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();

    /// <summary>The URI of the event.</summary>
    public static string UriOf(OutboxEvent told) => (told.Kind, told.IsFull) switch
    {
        (EventKind.Create, true) => EventUris.CreateFull,
        (EventKind.Create, false) => EventUris.CreateNotice,
        (EventKind.Put, true) => EventUris.PutFull,
        (EventKind.Put, false) => EventUris.PutNotice,
        (EventKind.Patch, true) => EventUris.PatchFull,
        (EventKind.Patch, false) => EventUris.PatchNotice,
        (EventKind.Delete, _) => EventUris.Delete,
        (EventKind.Activate, _) => EventUris.Activate,
        (EventKind.Deactivate, _) => EventUris.Deactivate,
        (EventKind.StreamUpdated, _) => EventUris.StreamUpdated,
        _ => EventUris.Verification,
    };

    /// <summary>Whom it is about: a user by path, or the stream (RFC 9967 §2.1; OpenID Shared Signals Framework 1.0 §8.1.4).</summary>
    public static ReadOnlyMemory<byte> SubjectOf(OutboxEvent told) => Json(json =>
    {
        json.WriteString("format"u8, told.User is null ? "opaque"u8 : "scim"u8);
        if (told.User is not { } user)
        {
            json.WriteString("id"u8, told.Stream.ToString());
            return;
        }
        json.WriteString("uri"u8, $"{UserType.Endpoint}/{user}");
        if (told.ExternalId is not null)
            json.WriteString("externalId"u8, told.ExternalId);
        json.WriteString("id"u8, user.ToString());
    });

    /// <summary>What comes with it (RFC 9967 §2.4).</summary>
    /// <param name="told">The event.</param>
    /// <param name="locationBase">The absolute URI of the users, with a slash at its end.</param>
    public static ReadOnlyMemory<byte> PayloadOf(OutboxEvent told, JsonEncodedText locationBase) => told.Kind switch
    {
        EventKind.Create or EventKind.Put or EventKind.Patch => OfChange(told, locationBase),
        EventKind.StreamUpdated or EventKind.Verification when !told.Content.IsEmpty => told.Content,
        _ => Nothing,
    };

    private static ReadOnlyMemory<byte> OfChange(OutboxEvent told, JsonEncodedText locationBase) => Json(json =>
    {
        json.WritePropertyName(told.IsFull ? "data"u8 : "attributes"u8);
        json.WriteRawValue(DataOf(told, locationBase).Span, skipInputValidation: true);
        if (told.Version is { } version)
            json.WriteString("version"u8, version.ToETag());
    });

    /// <summary>The user with <c>meta</c> as an answer has it, a PatchOp, or names.</summary>
    private static ReadOnlyMemory<byte> DataOf(OutboxEvent told, JsonEncodedText locationBase)
    {
        if (told is not { Created: { } created, LastModified: { } modified, Version: { } version, User: { } user, IsFull: true })
            return told.Content;
        using var buffer = new PooledBuffer(UserMessage.LengthOf(told.Content.Span, locationBase));
        UserMessage.Write(buffer, told.Content.Span, created, modified, locationBase, user.Uuid, version.Value);
        return buffer.Written.ToArray();
    }

    private static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, ResourceWriter.Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.Written.ToArray();
    }
}

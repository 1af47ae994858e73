using System.Buffers;
using System.Text.Json;
using Scim.Protocol.Messages;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Discovery;

/// <summary>The documents of the discovery endpoints (RFC 7644 §4) as UTF-8, made from the type of an account's users.</summary>
/// <param name="features">What the service offers.</param>
/// <param name="type">What a user of the account has.</param>
public sealed class DiscoveryDocuments(ServiceFeatures features, UserType type)
{
    /// <summary>The answer to <c>/ServiceProviderConfig</c>.</summary>
    /// <param name="baseUrl">The absolute URL of the service's base, without a slash at its end.</param>
    public ReadOnlyMemory<byte> ServiceProviderConfig(string baseUrl) =>
        Document(json => ServiceProviderConfigDocument.Write(json, features, baseUrl));

    /// <summary>The answer to <c>/ResourceTypes</c>: a ListResponse.</summary>
    /// <inheritdoc cref="ServiceProviderConfig" path="/param"/>
    public ReadOnlyMemory<byte> ResourceTypes(string baseUrl) =>
        List([type], (json, only) => ResourceTypeDocument.Write(json, only, baseUrl));

    /// <summary>The answer to <c>/ResourceTypes/User</c>.</summary>
    /// <inheritdoc cref="ServiceProviderConfig" path="/param"/>
    public ReadOnlyMemory<byte> ResourceType(string baseUrl) => Document(json => ResourceTypeDocument.Write(json, type, baseUrl));

    /// <summary>The answer to <c>/Schemas</c>: a ListResponse.</summary>
    /// <inheritdoc cref="ServiceProviderConfig" path="/param"/>
    public ReadOnlyMemory<byte> Schemas(string baseUrl) =>
        List([.. type.Schemas], (json, schema) => SchemaDocument.Write(json, schema, type, baseUrl));

    /// <summary>The answer to <c>/Schemas/{urn}</c>.</summary>
    /// <param name="schema">One of the type's schemas.</param>
    /// <param name="baseUrl">The absolute URL of the service's base, without a slash at its end.</param>
    public ReadOnlyMemory<byte> Schema(SchemaDefinition schema, string baseUrl) =>
        Document(json => SchemaDocument.Write(json, schema, type, baseUrl));

    private static ReadOnlyMemory<byte> Document(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using (var json = new Utf8JsonWriter(buffer, ResourceWriter.Options))
            write(json);
        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> List<T>(IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(16_384);
        ListMessage.Write(buffer, new ListPosition { TotalResults = items.Count, StartIndex = 1 }, items, (output, item) =>
        {
            using var json = new Utf8JsonWriter(output, ResourceWriter.Options);
            write(json, item);
        });
        return buffer.WrittenMemory;
    }
}

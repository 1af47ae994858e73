using System.Buffers;
using System.Text.Json;
using Scim.Protocol.Messages;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Discovery;

/// <summary>The documents of the discovery endpoints (RFC 7644 §4) as UTF-8, made from the resource types.</summary>
/// <param name="features">What the service offers.</param>
/// <param name="types">The resource types.</param>
public sealed class DiscoveryDocuments(ServiceFeatures features, params IReadOnlyList<ResourceTypeDefinition> types)
{
    private IReadOnlyList<SchemaDefinition> Definitions { get; } =
        [.. types.SelectMany(type => type.Extensions.Prepend(type.Schema)).DistinctBy(schema => schema.Id)];

    /// <summary>The answer to <c>/ServiceProviderConfig</c>.</summary>
    /// <param name="baseUrl">The absolute URL of the service's base, without a slash at its end.</param>
    public ReadOnlyMemory<byte> ServiceProviderConfig(string baseUrl) =>
        Document(json => ServiceProviderConfigDocument.Write(json, features, baseUrl));

    /// <summary>The answer to <c>/ResourceTypes</c>: a ListResponse.</summary>
    /// <inheritdoc cref="ServiceProviderConfig" path="/param"/>
    public ReadOnlyMemory<byte> ResourceTypes(string baseUrl) =>
        List(types, (json, type) => ResourceTypeDocument.Write(json, type, baseUrl));

    /// <summary>The answer to <c>/ResourceTypes/{name}</c>, the name compared without case; null if there is none.</summary>
    public ReadOnlyMemory<byte>? ResourceType(string name, string baseUrl) =>
        types.FirstOrDefault(type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Document(json => ResourceTypeDocument.Write(json, found, baseUrl))
            : default(ReadOnlyMemory<byte>?);

    /// <summary>The answer to <c>/Schemas</c>: a ListResponse.</summary>
    /// <param name="baseUrl">The absolute URL of the service's base, without a slash at its end.</param>
    /// <param name="rules">How the account reads requests, which decides what is required.</param>
    public ReadOnlyMemory<byte> Schemas(string baseUrl, ReadingRules rules = default) =>
        List(Definitions, (json, schema) => SchemaDocument.Write(json, schema, CommonOf(schema), baseUrl, rules));

    /// <summary>The answer to <c>/Schemas/{urn}</c>, the URN compared without case; null if there is none.</summary>
    public ReadOnlyMemory<byte>? Schema(string urn, string baseUrl, ReadingRules rules = default) =>
        Definitions.FirstOrDefault(schema => schema.Id.Equals(urn, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Document(json => SchemaDocument.Write(json, found, CommonOf(found), baseUrl, rules))
            : default(ReadOnlyMemory<byte>?);

    /// <summary><c>id</c> and <c>externalId</c> for the schema of a resource type; none for an extension.</summary>
    private IEnumerable<AttributeDefinition> CommonOf(SchemaDefinition schema) =>
        types.FirstOrDefault(type => type.Schema == schema) is { } type
            ? [type.Attributes.Require("id"), type.Attributes.Require("externalId")]
            : [];

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

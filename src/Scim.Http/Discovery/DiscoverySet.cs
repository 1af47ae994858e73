using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Scim.Protocol.Discovery;
using Scim.Protocol.Schemas;

namespace Scim.Http.Discovery;

/// <summary>Every discovery document under one base URL for one type of users, made once.</summary>
internal sealed class DiscoverySet
{
    private const int MaxRemembered = 16;

    private static readonly ConditionalWeakTable<UserType, ConcurrentDictionary<string, DiscoverySet>> Remembered = [];

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _byPath = new(StringComparer.OrdinalIgnoreCase);

    private DiscoverySet(string baseUrl, UserType type)
    {
        var documents = new DiscoveryDocuments(Offered.Features, type);
        _byPath["ServiceProviderConfig"] = documents.ServiceProviderConfig(baseUrl);
        _byPath["ResourceTypes"] = documents.ResourceTypes(baseUrl);
        _byPath[$"ResourceTypes/{UserType.Name}"] = documents.ResourceType(baseUrl);
        _byPath["Schemas"] = documents.Schemas(baseUrl);
        foreach (var schema in type.Schemas)
            _byPath[$"Schemas/{schema.Id}"] = documents.Schema(schema, baseUrl);
    }

    /// <summary>The documents for a base URL. Few are remembered: without a public base URL, a request names the port of it.</summary>
    public static DiscoverySet For(string baseUrl, UserType type)
    {
        var ofType = Remembered.GetOrCreateValue(type);
        if (ofType.TryGetValue(baseUrl, out var known))
            return known;
        var made = new DiscoverySet(baseUrl, type);
        if (ofType.Count >= MaxRemembered)
            ofType.Clear();
        ofType.TryAdd(baseUrl, made);
        return made;
    }

    /// <summary>The document at a path below the base URL, compared without case; false if there is none.</summary>
    public bool TryFind(string path, out ReadOnlyMemory<byte> document) => _byPath.TryGetValue(path, out document);
}

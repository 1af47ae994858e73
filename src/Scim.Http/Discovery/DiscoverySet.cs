using System.Collections.Concurrent;
using Scim.Protocol.Discovery;
using Scim.Protocol.Schemas;

namespace Scim.Http.Discovery;

/// <summary>Every discovery document under one base URL, made once.</summary>
internal sealed class DiscoverySet
{
    private const int MaxRemembered = 16;

    private static readonly ConcurrentDictionary<string, DiscoverySet> Remembered = new(StringComparer.Ordinal);
    private static readonly DiscoveryDocuments Documents = new(Offered.Features, UserResource.Type);

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _byPath = new(StringComparer.OrdinalIgnoreCase);

    private DiscoverySet(string baseUrl)
    {
        _byPath["ServiceProviderConfig"] = Documents.ServiceProviderConfig(baseUrl);
        _byPath["ResourceTypes"] = Documents.ResourceTypes(baseUrl);
        Add("ResourceTypes", UserResource.Type.Name, Documents.ResourceType(UserResource.Type.Name, baseUrl));
        _byPath["Schemas"] = Documents.Schemas(baseUrl);
        foreach (var schema in UserResource.Type.Extensions.Prepend(UserResource.Type.Schema))
            Add("Schemas", schema.Id, Documents.Schema(schema.Id, baseUrl));
    }

    /// <summary>The documents for a base URL. Few are remembered: without a public base URL, a request names the port of it.</summary>
    public static DiscoverySet For(string baseUrl)
    {
        if (Remembered.TryGetValue(baseUrl, out var known))
            return known;
        var made = new DiscoverySet(baseUrl);
        if (Remembered.Count >= MaxRemembered)
            Remembered.Clear();
        Remembered.TryAdd(baseUrl, made);
        return made;
    }

    /// <summary>The document at a path below the base URL, compared without case; false if there is none.</summary>
    public bool TryFind(string path, out ReadOnlyMemory<byte> document) => _byPath.TryGetValue(path, out document);

    private void Add(string endpoint, string name, ReadOnlyMemory<byte>? document) =>
        _byPath[$"{endpoint}/{name}"] = document ?? throw new InvalidOperationException($"There is no {endpoint}/{name}.");
}

using System.Collections.Concurrent;
using Scim.Protocol.Discovery;
using Scim.Protocol.Schemas;

namespace Scim.Http.Discovery;

/// <summary>Every discovery document under one base URL for accounts that want the same of names, made once.</summary>
internal sealed class DiscoverySet
{
    private const int MaxRemembered = 16;

    private static readonly ConcurrentDictionary<(string BaseUrl, NameRule Names), DiscoverySet> Remembered = new();
    private static readonly DiscoveryDocuments Documents = new(Offered.Features, UserResource.Type);

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _byPath = new(StringComparer.OrdinalIgnoreCase);

    private DiscoverySet(string baseUrl, NameRule names)
    {
        var rules = new ReadingRules(Strictness.Lenient, names);
        _byPath["ServiceProviderConfig"] = Documents.ServiceProviderConfig(baseUrl);
        _byPath["ResourceTypes"] = Documents.ResourceTypes(baseUrl);
        Add("ResourceTypes", UserResource.Type.Name, Documents.ResourceType(UserResource.Type.Name, baseUrl));
        _byPath["Schemas"] = Documents.Schemas(baseUrl, rules);
        foreach (var schema in UserResource.Type.Extensions.Prepend(UserResource.Type.Schema))
            Add("Schemas", schema.Id, Documents.Schema(schema.Id, baseUrl, rules));
    }

    /// <summary>The documents for a base URL. Few are remembered: without a public base URL, a request names the port of it.</summary>
    public static DiscoverySet For(string baseUrl, NameRule names = NameRule.Required)
    {
        if (Remembered.TryGetValue((baseUrl, names), out var known))
            return known;
        var made = new DiscoverySet(baseUrl, names);
        if (Remembered.Count >= MaxRemembered)
            Remembered.Clear();
        Remembered.TryAdd((baseUrl, names), made);
        return made;
    }

    /// <summary>The document at a path below the base URL, compared without case; false if there is none.</summary>
    public bool TryFind(string path, out ReadOnlyMemory<byte> document) => _byPath.TryGetValue(path, out document);

    private void Add(string endpoint, string name, ReadOnlyMemory<byte>? document) =>
        _byPath[$"{endpoint}/{name}"] = document ?? throw new InvalidOperationException($"There is no {endpoint}/{name}.");
}

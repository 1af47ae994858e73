using System.Collections.Concurrent;
using Scim.Protocol.Schemas;

namespace Scim.Http.OpenApi;

/// <summary>The OpenAPI documents as they are sent, each made when it is first asked for.</summary>
/// <param name="routes">The operations of the service.</param>
internal sealed class ApiDocuments(IReadOnlyList<ScimRoute> routes)
{
    private const int MaxRemembered = 16;

    private readonly ConcurrentDictionary<(UserType Type, string Prefix), ReadOnlyMemory<byte>> _made = new();

    /// <summary>
    /// The document for the users of an account. Few are remembered, since an account may have a type of its own.
    /// </summary>
    /// <param name="type">What a user of the account has.</param>
    /// <param name="root">Where clients reach the service. Its path, which the public base URL may give it, stands in the document.</param>
    public ReadOnlyMemory<byte> For(UserType type, string root)
    {
        var key = (type, Prefix: new Uri(root).AbsolutePath.TrimEnd('/'));
        if (_made.TryGetValue(key, out var known))
            return known;
        ReadOnlyMemory<byte> made = new ApiDocument(routes, type, key.Prefix, ApiExamples.Recorded).ToUtf8();
        if (_made.Count >= MaxRemembered)
            _made.Clear();
        _made.TryAdd(key, made);
        return made;
    }
}

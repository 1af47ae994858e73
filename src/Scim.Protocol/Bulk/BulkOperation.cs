using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Bulk;

/// <summary>One operation of a Bulk as it was sent (RFC 7644 §3.7): whether it makes sense is found out when it is its turn.</summary>
/// <param name="Method">The HTTP method in upper case; empty if it is missing.</param>
/// <param name="BulkId">The client's name for the operation, or null.</param>
/// <param name="Path">The path of the endpoint or user; empty if it is missing.</param>
/// <param name="Version">The version that the user must have, as an entity tag; null for any.</param>
/// <param name="Data">The body; undefined if it is missing.</param>
/// <param name="Type">What a user of the account has.</param>
public sealed record BulkOperation(string Method, string? BulkId, string Path, string? Version, JsonElement Data, UserType Type)
{
    /// <summary>The bulkId of the user that the operation creates, to which others may refer; null if there is none.</summary>
    public string? CreatedAs => Method == "POST" ? BulkId : null;

    /// <summary>The bulkIds to which the path and the body refer (RFC 7644 §3.7.2).</summary>
    public IReadOnlyList<string> References { get; } =
    [
        .. Path.Split('/')
            .Select(BulkReference.Of)
            .Concat(BulkReference.In(Data, Method, Type))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Reads an operation. Nothing of the JSON is held on to.</summary>
    /// <exception cref="ScimException"><c>invalidSyntax</c>: no object, or a member of the wrong type.</exception>
    internal static BulkOperation Parse(JsonElement json, UserType type)
    {
        var members = new MessageMembers(json, "It");
        var data = members.Raw("data");
        return new BulkOperation(
            (members.Text("method") ?? "").ToUpperInvariant(),
            members.Text("bulkId") is { Length: > 0 } bulkId ? bulkId : null,
            members.Text("path") ?? "",
            members.Text("version"),
            data.ValueKind == JsonValueKind.Undefined ? data : data.Clone(),
            type);
    }

    /// <summary>The operation with ids in place of bulkIds.</summary>
    /// <param name="idOf">The id of the user that was created under a bulkId.</param>
    public BulkOperation Resolve(Func<string, string> idOf)
    {
        if (References.Count == 0)
            return this;
        var path = Path.Split('/').Select(segment => BulkReference.Of(segment) is { } bulkId ? idOf(bulkId) : segment);
        return this with { Path = string.Join('/', path), Data = BulkReference.Resolve(Data, Method, Type, idOf) };
    }
}

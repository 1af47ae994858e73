using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Messages;

/// <summary>
/// The body of <c>.search</c> (RFC 7644 §3.4.3, RFC 9865 §3), in the form in which a GET's query has the same parameters: as text
/// that is parsed where the query is made.
/// </summary>
public sealed record SearchRequest
{
    /// <summary>The names of the attributes to return; empty if none are named.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>The names of the attributes to leave out; empty if none are named.</summary>
    public IReadOnlyList<string> ExcludedAttributes { get; init; } = [];

    /// <summary>The filter, or null.</summary>
    public string? Filter { get; init; }

    /// <summary>The name of the attribute to sort by, or null.</summary>
    public string? SortBy { get; init; }

    /// <summary><c>ascending</c> or <c>descending</c> as sent, or null.</summary>
    public string? SortOrder { get; init; }

    /// <summary>The 1-based index of the first resource as sent, or null.</summary>
    public string? StartIndex { get; init; }

    /// <summary>The size of the page as sent, or null.</summary>
    public string? Count { get; init; }

    /// <summary>The cursor; empty for the first page by cursor, null for paging by index.</summary>
    public string? Cursor { get; init; }

    /// <summary>
    /// Whether the message said what it is, as a query in a URL need not; a strict account refuses one that does not. Default true.
    /// </summary>
    public bool HasSchemas { get; init; } = true;

    /// <summary>Reads the body. Its keys compare without case; unknown ones are ignored.</summary>
    /// <exception cref="ScimException">
    /// <c>invalidSyntax</c>: no object, another message's schema, or a member of the wrong type.
    /// </exception>
    public static SearchRequest Parse(JsonElement body)
    {
        var members = new MessageMembers(body, "The search request");
        members.RequireSchema(SchemaUris.SearchRequest, Strictness.Lenient);
        return new SearchRequest
        {
            HasSchemas = members.Texts("schemas").Count > 0,
            Attributes = Names(members.Texts("attributes")),
            ExcludedAttributes = Names(members.Texts("excludedAttributes")),
            Filter = members.Text("filter"),
            SortBy = members.Text("sortBy"),
            SortOrder = members.Text("sortOrder"),
            StartIndex = members.Number("startIndex"),
            Count = members.Number("count"),
            Cursor = members.Text("cursor"),
        };
    }

    /// <summary>Refuses what a strict account does not take.</summary>
    /// <exception cref="ScimException"><c>invalidSyntax</c>: <c>schemas</c> is missing.</exception>
    public void RequireSchemas(Strictness strictness)
    {
        if (strictness == Strictness.Strict && !HasSchemas)
            throw new ScimException(MessageMembers.OtherMessage(SchemaUris.SearchRequest));
    }

    /// <summary>Some clients send a list as it stands in a URL, with commas, which no name has.</summary>
    private static IReadOnlyList<string> Names(IReadOnlyList<string> texts) => [.. texts.SelectMany(text => text.Split(','))];
}

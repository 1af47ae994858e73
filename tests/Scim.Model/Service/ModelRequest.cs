namespace Scim.Model.Service;

/// <summary>A request as the model takes it.</summary>
/// <param name="Method">The method; a GET without a slot lists, and a POST creates.</param>
/// <param name="Slot">Which creation of the conversation is meant; null for a list.</param>
/// <param name="Body">The JSON text; null for none.</param>
/// <param name="Query">What the query string says.</param>
/// <param name="IfMatch">The field <c>If-Match</c>: null, <c>*</c>, <c>current</c> or <c>old</c>.</param>
internal sealed record ModelRequest(string Method, int? Slot, string? Body = null, ModelQuery? Query = null, string? IfMatch = null);

/// <summary>The query of a request; null for a parameter that is not there.</summary>
internal sealed record ModelQuery
{
    public string? Filter { get; init; }

    public string? SortBy { get; init; }

    public string? SortOrder { get; init; }

    public string? StartIndex { get; init; }

    public string? Count { get; init; }

    public string? Attributes { get; init; }

    public string? ExcludedAttributes { get; init; }

    /// <summary>The parameters that are there.</summary>
    public IEnumerable<(string Name, string Value)> Parameters() =>
        from parameter in new (string Name, string? Value)[]
        {
            ("filter", Filter), ("sortBy", SortBy), ("sortOrder", SortOrder), ("startIndex", StartIndex), ("count", Count),
            ("attributes", Attributes), ("excludedAttributes", ExcludedAttributes),
        }
        where parameter.Value is not null
        select (parameter.Name, parameter.Value!);
}

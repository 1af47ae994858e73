using System.Text.Json.Nodes;
using Scim.Model.Schemas;

namespace Scim.Model.Filters;

/// <summary>A filter of RFC 7644 §3.4.2.2, read.</summary>
internal abstract record ModelFilter;

internal sealed record ModelAndFilter(ModelFilter Left, ModelFilter Right) : ModelFilter;

internal sealed record ModelOrFilter(ModelFilter Left, ModelFilter Right) : ModelFilter;

internal sealed record ModelNotFilter(ModelFilter Inner) : ModelFilter;

/// <summary><c>name op literal</c>, or <c>name pr</c>; with <paramref name="Entries"/>, of the entries of a value path.</summary>
internal sealed record CompareFilter(ModelName Name, ModelFilter? Entries, string Operator, JsonNode? Literal) : ModelFilter;

/// <summary><c>emails[…]</c>.</summary>
internal sealed record EntriesFilter(ModelName Name, ModelFilter Inner) : ModelFilter;

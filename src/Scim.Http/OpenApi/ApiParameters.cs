using System.Globalization;
using Microsoft.OpenApi;
using Scim.Http.Addresses;
using Scim.Http.Discovery;
using Scim.Protocol.Filters;

namespace Scim.Http.OpenApi;

/// <summary>The parameters of requests.</summary>
internal static class ApiParameters
{
    public const string UserId = "UserId";
    public const string GroupId = "GroupId";
    public const string ResourceTypeName = "ResourceTypeName";
    public const string SchemaUrn = "SchemaUrn";
    public const string StreamId = "StreamId";
    public const string IfMatch = "IfMatch";
    public const string IfNoneMatch = "IfNoneMatch";

    private const string AttributeNames = "Attributes";
    private const string ExcludedAttributes = "ExcludedAttributes";

    private static readonly string[] OfList = ["Filter", "SortBy", "SortOrder", "StartIndex", "Count", "Cursor"];

    /// <summary>Those that say which attributes an answer has.</summary>
    public static IReadOnlyList<string> Projection { get; } = [AttributeNames, ExcludedAttributes];

    /// <summary>Those of a list.</summary>
    public static IReadOnlyList<string> List { get; } = [.. OfList, .. Projection];

    public static void AddTo(ApiDraft draft)
    {
        draft.Add(UserId, Path(ScimRoutes.UserId, "The id of a user."));
        draft.Add(GroupId, Path(ScimRoutes.GroupId, "The id of a group; no group has one."));
        draft.Add(ResourceTypeName, Path(ScimRoutes.ResourceTypeName, "The name of a resource type: User."));
        draft.Add(SchemaUrn, Path(ScimRoutes.SchemaUrn, "The URN of a schema."));
        draft.Add(StreamId, Path(ScimRoutes.StreamId, "The id of a stream of events."));
        draft.Add(IfMatch, Field(
            "If-Match", "Entity tags of which the user must have one, or *; else 412 (RFC 7644 §3.14). Weak and strong ones are alike."));
        draft.Add(IfNoneMatch, Field(
            "If-None-Match", "Entity tags that the user must not have, or *: else 304 to a GET, and 412 to a change."));
        AddList(draft);
        AddProjection(draft);
    }

    private static void AddList(ApiDraft draft)
    {
        var (usual, most) = (Offered.Features.DefaultPageSize, Offered.Features.MaxPageSize);
        draft.Add("Filter", Query("filter", $"Which users (RFC 7644 §3.4.2.2), at most {FilterLimits.Characters} characters.", Text()));
        draft.Add("SortBy", Query("sortBy", "The name of the attribute to sort by. Default: in no order that is told.", Text()));
        draft.Add("SortOrder", Query(
            "sortOrder",
            "Whether the least is first. Default ascending.",
            new OpenApiSchema { Type = JsonSchemaType.String, Enum = Shape.Nodes(["ascending", "descending"]) }));
        draft.Add("StartIndex", Query(
            "startIndex", "The place of the first user of the page, from 1 on. Default 1, as is any below it.", Whole()));
        draft.Add("Count", Query(
            "count",
            string.Create(CultureInfo.InvariantCulture, $"The most users of the page. Default {usual}; {most} in place of more."),
            Whole()));
        draft.Add("Cursor", Query(
            "cursor", "The nextCursor of the page before (RFC 9865); an empty one asks for the first page by cursor.", Text()));
    }

    private static void AddProjection(ApiDraft draft)
    {
        draft.Add(AttributeNames, Query(
            "attributes", "The names of the attributes to return, with commas between them (RFC 7644 §3.9).", Names(), isList: true));
        draft.Add(ExcludedAttributes, Query(
            "excludedAttributes", "The names of the attributes to leave out. Not beside attributes.", Names(), isList: true));
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Whole() => new() { Type = JsonSchemaType.Integer };

    private static OpenApiSchema Names() => new() { Type = JsonSchemaType.Array, Items = Text() };

    private static OpenApiParameter Path(string name, string description) =>
        new() { Name = name, In = ParameterLocation.Path, Required = true, Description = description, Schema = Text() };

    private static OpenApiParameter Field(string name, string description) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = Text() };

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema, bool isList = false) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = schema,
        Style = isList ? ParameterStyle.Form : null,
        Explode = !isList,
    };
}

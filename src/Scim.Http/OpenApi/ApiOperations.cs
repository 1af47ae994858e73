using Microsoft.OpenApi;

namespace Scim.Http.OpenApi;

/// <summary>What each operation of the contract takes and answers.</summary>
internal static class ApiOperations
{
    /// <summary>The operations by their route template and method.</summary>
    public static Dictionary<(string Template, string Method), OpenApiOperation> All(ApiDraft draft)
    {
        IEnumerable<DescribedOperation> described =
        [
            .. UserDescriptions.All(draft),
            .. DiscoveryDescriptions.All(draft),
            .. OAuthDescriptions.All(draft),
            .. EventDescriptions.All(draft),
            .. ServiceDescriptions.All(draft),
        ];
        return described.ToDictionary(
            operation => (operation.Template, operation.Method),
            operation => operation.Made(draft));
    }
}

/// <summary>An operation and its description.</summary>
/// <param name="Template">Its route template, one of <see cref="Addresses.ScimRoutes"/>.</param>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Id">Its name in clients that are generated.</param>
/// <param name="Tag">Its part of the interface.</param>
/// <param name="Summary">What it does.</param>
internal sealed record DescribedOperation(string Template, string Method, string Id, string Tag, string Summary)
{
    /// <summary>What else there is to know; null for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>The names of its parameters.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Its body; null for none.</summary>
    public OpenApiRequestBody? Body { get; init; }

    /// <summary>How it is authenticated; empty for not at all.</summary>
    public IReadOnlyList<OpenApiSecurityRequirement> Security { get; init; } = [];

    /// <summary>Its answers by status.</summary>
    public IEnumerable<(string Status, IOpenApiResponse Answer)> Answers { get; init; } = [];

    /// <summary>The description as the document has it.</summary>
    public OpenApiOperation Made(ApiDraft draft)
    {
        var answers = new OpenApiResponses();
        foreach (var (status, answer) in Answers)
            answers.Add(status, answer);
        return new OpenApiOperation
        {
            OperationId = Id,
            Tags = new HashSet<OpenApiTagReference> { draft.Tag(Tag) },
            Summary = Summary,
            Description = Description,
            Parameters = Parameters.Count == 0 ? null : [.. Parameters.Select(draft.Parameter)],
            RequestBody = Body,
            Security = [.. Security],
            Responses = answers,
        };
    }
}

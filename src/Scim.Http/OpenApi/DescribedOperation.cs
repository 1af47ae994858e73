using Microsoft.OpenApi;

namespace Scim.Http.OpenApi;

/// <summary>What an operation of the contract takes and answers.</summary>
/// <param name="Id">Its name in clients that are generated.</param>
/// <param name="Tag">Its part of the interface.</param>
/// <param name="Summary">What it does.</param>
internal sealed record DescribedOperation(string Id, string Tag, string Summary)
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

    /// <summary>The operation as the document has it.</summary>
    public OpenApiOperation In(ApiDraft draft)
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

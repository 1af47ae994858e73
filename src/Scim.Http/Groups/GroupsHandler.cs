using Microsoft.AspNetCore.Http;
using Scim.Http.Answers;
using Scim.Http.Pipeline;
using Scim.Http.Telemetry;
using Scim.Protocol.Errors;

namespace Scim.Http.Groups;

/// <summary>Answers connectors that look for groups, of which there are none: Entra ID's connection test may do so.</summary>
public sealed class GroupsHandler : IRequestHandler
{
    private readonly ScimPipeline _pipeline;

    internal GroupsHandler(ScimPipeline pipeline) => _pipeline = pipeline;

    private static ReadOnlySpan<byte> NoGroups =>
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0"""u8
        + ""","startIndex":1,"itemsPerPage":0,"Resources":[]}"""u8;

    /// <summary>An empty list, whatever is looked for.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => _pipeline.RunAlikeAsync(
        request, Operations.Groups, () => Task.FromResult<IResult>(new Answer(StatusCodes.Status200OK, NoGroups.ToArray())));

    /// <summary>No group is there.</summary>
    public Task<IResult> GetAsync(HttpRequest request) => _pipeline.RunAlikeAsync(
        request, Operations.Groups, () => Task.FromResult<IResult>(ScimAnswers.Error(ScimError.ResourceNotFound(""))));
}

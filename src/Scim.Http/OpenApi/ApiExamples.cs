using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Http.OpenApi;

/// <summary>An exchange that a test has had with the service, without what differs from one run to the next.</summary>
/// <param name="Operation">The id of the operation.</param>
/// <param name="Name">A name that no other has.</param>
/// <param name="Title">What is asked for.</param>
/// <param name="Line">The method and the target of the request.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Request">The body of the request, a form as an object; null if there is none.</param>
/// <param name="Answer">The body of the answer; null if there is none.</param>
internal sealed record ApiExample(
    string Operation, string Name, string Title, string Line, string Status, JsonNode? Request, JsonNode? Answer);

/// <summary>The exchanges that the document shows. A test records them and compares them with what the service answers.</summary>
internal static class ApiExamples
{
    private const string Resource = "Scim.Http.OpenApi.examples.json";

    /// <summary>Those that were recorded.</summary>
    public static IReadOnlyList<ApiExample> Recorded { get; } = Read();

    private static List<ApiExample> Read()
    {
        using var file = typeof(ApiExamples).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly has no {Resource}.");
        return JsonSerializer.Deserialize<List<ApiExample>>(file, JsonSerializerOptions.Web) ?? [];
    }
}

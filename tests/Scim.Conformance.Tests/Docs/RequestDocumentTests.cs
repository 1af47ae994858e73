using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Scim.Conformance.Tests.OpenApi;
using Scim.Testing.Shell;

namespace Scim.Conformance.Tests.Docs;

/// <summary>The requests in all documents, by curl or as they go over the wire, against docs/openapi.json.</summary>
public sealed class RequestDocumentTests
{
    // What docs/events.md shows below Push is sent by the service, and compared by PushSenderTests with what it sends.
    private const string OfReceiver = "/the/path/of/your/endpoint";

    [Fact]
    public void Each_is_one_that_the_service_describes()
    {
        var requests = DocumentedRequest.All().Where(request => request.Target != OfReceiver).ToList();

        Assert.InRange(requests.Count, 10, int.MaxValue);
        var faults = requests.Select(request => (request.Place, request.Method, request.Target, Fault: Fault(request)))
            .Where(found => found.Fault is not null)
            .Select(found => $"{found.Place}: {found.Method} {found.Target}: {found.Fault}")
            .ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("curl http://localhost:7071/scim/v2/User", "No operation is described.")]
    [InlineData("curl -X PUT http://localhost:7071/health", "No operation is described.")]
    [InlineData("curl http://localhost:7071/scim/v2/Users", "Authorization is missing.")]
    [InlineData("curl -u a:b http://localhost:7071/scim/v2/Users", "Basic is not described.")]
    [InlineData("curl -H 'Authorization: Bearer T' 'http://localhost:7071/scim/v2/Users?limit=1'", "The parameter limit is not described.")]
    [InlineData("curl -H 'Authorization: Bearer T' -d '{}' http://localhost:7071/scim/v2/Users", "x-www-form-urlencoded of the request is")]
    [InlineData("curl -d 'grant_type=password' http://localhost:7071/oauth/token", "/grant_type")]
    [InlineData("curl -X POST http://localhost:7071/oauth/token", "A body is missing.")]
    [InlineData(
        "curl -H 'Authorization: Bearer T' -H 'Content-Type: application/json' -d '{\"userName\":1}' http://localhost:7071/scim/v2/Users",
        "/userName")]
    public void What_is_not_described_is_found(string command, string fault) => Assert.Contains(
        fault,
        Fault(DocumentedRequest.OfCurl("here", ShellScript.Commands(command).Single().Words)) ?? "",
        StringComparison.Ordinal);

    [Fact]
    public void An_option_of_curl_that_is_not_known_is_found() => Assert.Throws<FormatException>(
        () => DocumentedRequest.OfCurl("here", ["curl", "-k", "http://localhost:7071/health"]));

    /// <summary>What is wrong with a request; null if nothing is.</summary>
    private static string? Fault(DocumentedRequest request)
    {
        var (path, query) = request.Target.Split('?') is [var first, var second] ? (first, second) : (request.Target, "");
        if (ApiDescription.InDocs.Find(request.Method, path) is not { } found) return "No operation is described.";
        var names = (found.Operation["parameters"]?.AsArray() ?? [])
            .Select(parameter => (string?)ApiDescription.InDocs.Resolve(parameter!)["name"]); // A parameter is an object.
        if (QueryHelpers.ParseQuery(query).Keys.Except(names).FirstOrDefault() is { } unknown)
            return $"The parameter {unknown} is not described.";
        return FaultOfAuthorization(request, found.Operation["security"]) ?? FaultOfBody(request, found.Operation["requestBody"]);
    }

    private static string? FaultOfAuthorization(DocumentedRequest request, JsonNode? described)
    {
        var ways = (described?.AsArray() ?? []).Select(way => way!.AsObject()).ToList(); // A way is an object.
        if (!request.Fields.TryGetValue("Authorization", out var field))
            return ways.Count == 0 || ways.Exists(way => way.Count == 0) ? null : "Authorization is missing.";
        var scheme = field.Split(' ')[0];
        return ways.Exists(way => way.ContainsKey(scheme.ToLowerInvariant())) ? null : $"{scheme} is not described.";
    }

    private static string? FaultOfBody(DocumentedRequest request, JsonNode? described)
    {
        if (request.Body.Length == 0) return (bool?)described?["required"] == true ? "A body is missing." : null;
        if (described is null) return "A body is not described.";
        var types = described["content"]!.AsObject(); // A body has a content.
        var type = request.Fields.GetValueOrDefault("Content-Type", "");
        return DescribedExchanges.FaultOfSent(ApiDescription.InDocs, types, type, request.Body);
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Scim.Resilience.Tests.Chaos.Operations;

/// <summary>Puts operations on the wire.</summary>
internal static class OperationRequest
{
    private static readonly Dictionary<string, object> Name = new() { ["givenName"] = "Chaos", ["familyName"] = "Monkey" };

    public static HttpRequestMessage Write(Operation operation, string scimBase)
    {
        var request = new HttpRequestMessage(MethodOf(operation.Kind), $"{scimBase}/Users{Target(operation)}");
        request.Headers.TryAddWithoutValidation(
            "traceparent", string.Create(CultureInfo.InvariantCulture, $"00-{operation.Trace}-{operation.Number:x16}-01"));
        if (operation.IfMatch is { } tag)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (Body(operation) is { } body)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/scim+json");
        return request;
    }

    private static HttpMethod MethodOf(OperationKind kind) => kind switch
    {
        OperationKind.Create => HttpMethod.Post,
        OperationKind.Replace => HttpMethod.Put,
        OperationKind.Delete => HttpMethod.Delete,
        OperationKind.Get or OperationKind.Find => HttpMethod.Get,
        _ => HttpMethod.Patch,
    };

    private static string Target(Operation operation) => operation.Kind == OperationKind.Find
        ? $"?filter={Uri.EscapeDataString($"userName eq \"{operation.UserName}\"")}"
        : operation.User is { } id ? $"/{id}" : "";

    private static Dictionary<string, object?>? Body(Operation operation) => operation.Kind switch
    {
        OperationKind.Create or OperationKind.Replace => User(operation),
        OperationKind.Rename => Patch(("userName", operation.UserName), ("displayName", operation.DisplayName)),
        OperationKind.Activate or OperationKind.Deactivate => Patch(("active", operation.Active)),
        OperationKind.Idle => Patch(("name.givenName", Name["givenName"])),
        _ => null,
    };

    private static Dictionary<string, object?> User(Operation operation) => new()
    {
        ["schemas"] = new[] { "urn:ietf:params:scim:schemas:core:2.0:User" },
        ["userName"] = operation.UserName,
        ["name"] = Name,
        ["displayName"] = operation.DisplayName,
        ["externalId"] = operation.ExternalId,
        ["emails"] = operation.Emails?.Select((address, place) => new Dictionary<string, object>
        {
            ["value"] = address,
            ["type"] = place == 0 ? "work" : "home",
        }),
        ["active"] = operation.Active,
    };

    private static Dictionary<string, object?> Patch(params (string Path, object? Value)[] operations) => new()
    {
        ["schemas"] = new[] { "urn:ietf:params:scim:api:messages:2.0:PatchOp" },
        ["Operations"] = operations.Select(one => new Dictionary<string, object?>
        {
            ["op"] = "replace",
            ["path"] = one.Path,
            ["value"] = one.Value,
        }),
    };
}

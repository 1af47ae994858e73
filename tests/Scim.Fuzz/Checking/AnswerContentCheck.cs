using System.Globalization;
using System.Text.Json;
using Scim.Protocol.Schemas;

namespace Scim.Fuzz.Checking;

/// <summary>What must be true of every answer that grants what was asked.</summary>
internal static class AnswerContentCheck
{
    public static string? Fault(FuzzRequest request, FuzzAnswer answer, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("schemas", out var schemas) || schemas.GetArrayLength() == 0)
            return "schemas is missing.";
        var isProjected = request.Query.Contains("attributes", StringComparison.OrdinalIgnoreCase);
        return schemas[0].GetString() switch
        {
            SchemaUris.ListResponse => ListFault(body, isProjected || request.Method == "POST"),
            SchemaUris.BulkResponse => BulkFault(request, body),
            SchemaUris.User => SingleFault(answer, body, isProjected),
            SchemaUris.ServiceProviderConfig or SchemaUris.ResourceType or SchemaUris.Schema => null,
            _ => "schemas is unknown.",
        };
    }

    private static string? SingleFault(FuzzAnswer answer, JsonElement user, bool isProjected)
    {
        if (UserFault(user, isProjected) is { } fault)
            return fault;
        if (answer.Field("ETag") is not { } tag)
            return "ETag is missing.";
        if (answer.Status == 201
            && answer.Field("Location")?.EndsWith($"/Users/{user.GetProperty("id")}", StringComparison.Ordinal) != true)
            return "Location is missing or another's.";
        return isProjected || user.GetProperty("meta").GetProperty("version").GetString() == tag ? null : "meta.version is not the ETag.";
    }

    private static string? UserFault(JsonElement user, bool isProjected)
    {
        if (!user.TryGetProperty("id", out var id) || !Guid.TryParse(id.GetString(), out _))
            return "id is missing.";
        if (user.TryGetProperty("password", out _))
            return "password is returned.";
        if (!isProjected && !(Has(user, "userName") && Has(user, "meta") && Has(user, "active")))
            return "An attribute is missing.";
        return user.EnumerateObject().Any(member => !IsCleared(member) && HasNull(member.Value))
            ? "There is a null or an empty list."
            : null;
    }

    private static string? ListFault(JsonElement list, bool isProjected)
    {
        var resources = list.TryGetProperty("Resources", out var found) ? found.EnumerateArray().ToList() : [];
        if (list.TryGetProperty("totalResults", out var total) && total.GetInt32() < resources.Count)
            return "totalResults is less than what is returned.";
        if (list.TryGetProperty("itemsPerPage", out var size) && size.GetInt32() != resources.Count)
            return "itemsPerPage is not what is returned.";
        return resources
            .Where(resource => resource.GetProperty("schemas")[0].GetString() == SchemaUris.User)
            .Select(user => UserFault(user, isProjected))
            .FirstOrDefault(fault => fault is not null);
    }

    private static string? BulkFault(FuzzRequest request, JsonElement bulk)
    {
        foreach (var operation in bulk.GetProperty("Operations").EnumerateArray())
        {
            if (operation.GetProperty("status").GetString() is not { } text
                || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status >= 500)
                return "The status of an operation is wrong.";
            if (status >= 400 && ErrorCheck.BodyFault(request, status, operation.GetProperty("response")) is { } fault)
                return fault;
        }
        return null;
    }

    // A user whose addresses a client has cleared shows that.
    private static bool IsCleared(JsonProperty member) =>
        member.Name == "emails" && member.Value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0;

    private static bool Has(JsonElement user, string name) =>
        user.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static bool HasNull(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => value.GetArrayLength() == 0 || value.EnumerateArray().Any(HasNull),
        JsonValueKind.Object => value.EnumerateObject().Any(member => HasNull(member.Value)),
        _ => false,
    };
}

using System.Text.Json;
using Scim.Fuzz.Generation;

namespace Scim.Fuzz.Checking;

/// <summary>What must be true of every answer, whatever was asked.</summary>
public static class AnswerCheck
{
    /// <summary>The first thing that is wrong with an answer; null if nothing is.</summary>
    public static string? Fault(FuzzRequest request, FuzzAnswer answer)
    {
        if (answer.Status >= 500 && !(answer.Status == 501 && IsNotOffered(request)))
            return $"The status is {answer.Status}.";
        if (request.Method.Equals("HEAD", StringComparison.OrdinalIgnoreCase) || answer.Status is 204 or 304)
            return answer.Body.Length == 0 ? null : "There is a body.";
        if (answer.Body.Length == 0)
            return !IsScim(request) || IsHostsRefusal(request, answer) ? null : "There is no body.";
        if (!IsScim(request) && answer.Field("Content-Type")?.Contains("json", StringComparison.Ordinal) != true)
            return null;
        if (!TryParse(answer.Body, out var json))
            return "The body is not JSON.";
        using (json)
        {
            if (!IsScim(request))
                return answer.Status >= 400 && json.RootElement.GetRawText().Contains(Texts.Marker, StringComparison.OrdinalIgnoreCase)
                    ? "The error repeats a value." : null;
            if (answer.Field("Content-Type") is not ("application/scim+json" or "application/json"))
                return "The content type is wrong.";
            return answer.Status >= 400
                ? ErrorCheck.Fault(request, answer, json.RootElement)
                : AnswerContentCheck.Fault(request, answer, json.RootElement);
        }
    }

    /// <summary>True for a path at or below the base.</summary>
    public static bool IsScim(FuzzRequest request) =>
        request.Path.Equals("/scim/v2", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWith("/scim/v2/", StringComparison.OrdinalIgnoreCase);

    private static bool IsNotOffered(FuzzRequest request)
    {
        var segments = Uri.UnescapeDataString(request.Path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > 2 && segments[2].ToUpperInvariant() is "ME" or "GROUPS";
    }

    // Kestrel answers a malformed request line or header itself.
    private static bool IsHostsRefusal(FuzzRequest request, FuzzAnswer answer) =>
        answer.Status is 400 && answer.Field("Connection") == "close" && !request.WithToken;

    private static bool TryParse(byte[] body, out JsonDocument json)
    {
        try
        {
            json = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return true;
        }
        catch (JsonException)
        {
            json = null!; // Not read after false.
            return false;
        }
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace Scim.Resilience.Tests.Chaos.Stored;

/// <summary>A user's row.</summary>
internal sealed class StoredUserRow(TableEntity row)
{
    private readonly JsonElement _document = JsonElement.Parse(Document(row));

    public string Id { get; } = row.RowKey["user:".Length..];

    public string? Version { get; } = row.GetGuid("Version")?.ToString("D");

    /// <summary>The document.</summary>
    public JsonObject Whole => JsonObject.Create(_document)!; // An object.

    /// <summary>The column <c>Active</c>.</summary>
    public bool Active { get; } = row.GetBoolean("Active") == true;

    public bool WaitingForLicence { get; } = row.GetBoolean("WaitingForLicence") == true;

    /// <summary>The <c>userName</c> of the document, as are the next ones.</summary>
    public string UserName => Text("userName") ?? "";

    public string? DisplayName => Text("displayName");

    public string? ExternalId => Text("externalId");

    public IReadOnlyList<string> Emails => !_document.TryGetProperty("emails", out var emails) ? [] :
        [.. emails.EnumerateArray().Select(email => email.GetProperty("value").GetString() ?? "")];

    /// <summary>The columns that do not say what the document says.</summary>
    public IEnumerable<string> Disagreements()
    {
        var name = _document.TryGetProperty("name", out var found) ? found : default;
        if (Text("id") != Id)
            yield return "id";
        if (!_document.TryGetProperty("active", out var active) || active.GetBoolean() != row.GetBoolean("Active"))
            yield return "Active";
        (string Column, string? Value)[] texts =
        [
            ("UserName", UserName), ("UserNameKey", IndexKeys.Caseless(UserName)), ("ExternalId", ExternalId),
            ("DisplayName", DisplayName), ("GivenName", Text(name, "givenName")), ("FamilyName", Text(name, "familyName")),
        ];
        foreach (var (column, _) in texts.Where(text => text.Value != row.GetString(text.Column)))
            yield return column;
    }

    private static byte[] Document(TableEntity row) =>
        [.. Enumerable.Range(0, int.MaxValue)
            .Select(part => row.GetBinary(string.Create(CultureInfo.InvariantCulture, $"Document{part}")))
            .TakeWhile(part => part is not null)
            .SelectMany(part => part!)]; // The nulls are not taken.

    private string? Text(string name) => Text(_document, name);

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value.GetString() : null;
}

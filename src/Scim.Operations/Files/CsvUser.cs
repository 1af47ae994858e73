using System.Text.Json.Nodes;
using CsvHelper;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Operations.Files;

/// <summary>A user as a row of CSV: what most tools know of one. <c>created</c> and <c>lastModified</c> are for reading only.</summary>
internal static class CsvUser
{
    private const string Email = "email";

    /// <summary>The columns, in the order of an export.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["id", "userName", "externalId", "givenName", "familyName", "displayName", Email, "active", "created", "lastModified"];

    /// <summary>The row of a user.</summary>
    public static string?[] RowOf(UserRecord user)
    {
        var name = user.Core[UserResource.Name] as ComplexValue;
        string?[] texts =
        [
            user.Id.ToString(),
            (string?)user.Core[UserResource.UserName],
            (string?)user.Core[UserResource.ExternalId],
            (string?)name?[UserResource.GivenName],
            (string?)name?[UserResource.FamilyName],
            (string?)user.Core[UserResource.DisplayName],
            EmailOf(user.Core),
            user.Core[UserResource.Active] is true ? "true" : "false",
            XsdDateTime.Format(user.Created),
            XsdDateTime.Format(user.LastModified),
        ];
        return [.. texts.Select(CsvCell.Write)];
    }

    /// <summary>The resource that the current row of a file describes. An empty cell leaves its attribute unassigned.</summary>
    public static JsonObject Read(CsvReader row) => new()
    {
        ["userName"] = Optional(row, "userName"),
        ["externalId"] = Optional(row, "externalId"),
        ["name"] = new JsonObject { ["givenName"] = Optional(row, "givenName"), ["familyName"] = Optional(row, "familyName") },
        ["displayName"] = Optional(row, "displayName"),
        ["emails"] = Optional(row, Email) is { Length: > 0 } email
            ? new JsonArray(new JsonObject { ["value"] = email, ["type"] = "work", ["primary"] = true })
            : null,
        ["active"] = Optional(row, "active"),
    };

    private static string? Optional(CsvReader row, string column) =>
        row.TryGetFieldIndex(column, out var index) && row.GetString(index) is { } cell ? CsvCell.Read(cell) : null;

    /// <summary>The primary address, else the first.</summary>
    private static string? EmailOf(ComplexValue user)
    {
        var emails = (user[UserResource.Emails] as MultiValue ?? []).Cast<ComplexValue>().ToList();
        var chosen = emails.Find(email => email[UserResource.EmailPrimary] is true) ?? emails.FirstOrDefault();
        return (string?)chosen?[UserResource.EmailValue];
    }
}

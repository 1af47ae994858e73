using System.Text.RegularExpressions;
using Scim.Operations.Remedies;
using Scim.Testing;

namespace Scim.Operations.Tests.Remedies;

/// <summary>
/// The texts of the refusals that stand in the sources, so that no test forgets a new one. What is filled in when it is told is <c>x</c>.
/// </summary>
internal static partial class RefusalTexts
{
    // Methods that give a text its status and keyword: those of the errors themselves, and those of single files.
    private static readonly (string Method, string File, int Status, string? Type)[] Ways =
    [
        ("InvalidSyntax", "", 400, "invalidSyntax"), ("InvalidFilter", "", 400, "invalidFilter"), ("InvalidPath", "", 400, "invalidPath"),
        ("NoTarget", "", 400, "noTarget"), ("InvalidValue", "", 400, "invalidValue"), ("Mutability", "", 400, "mutability"),
        ("TooMany", "", 400, "tooMany"), ("InvalidCursor", "", 400, "invalidCursor"), ("Unauthorized", "", 401, null),
        ("Forbidden", "", 403, null), ("PayloadTooLarge", "", 413, null), ("UnsupportedMediaType", "", 415, null),
        ("NotImplemented", "", 501, null), ("InvalidRequest", "", 400, "invalid_request"), ("InvalidClient", "", 401, "invalid_client"),
        ("WrongType", "RequestBody.cs", 415, null), ("Violated", "", 400, "invalidValue"), ("NotThis", "", 400, "invalidValue"),
        ("Refused", "ClientCredentials.cs", 401, "invalid_client"), ("Error", "FilterParser.cs", 400, "invalidFilter"),
        ("Error", "FilterScanner.cs", 400, "invalidFilter"), ("Expected", "FilterParser.cs", 400, "invalidFilter"),
        ("Invalid", "PatchPathParser.cs", 400, "invalidPath"), ("Invalid", "JsonBody.cs", 400, "invalidSyntax"),
        ("Invalid", "SortOrder.cs", 400, "invalidValue"), ("Invalid", "TokenRequest.cs", 400, "invalid_request"),
        ("Wrong", "PollRequest.cs", 400, "invalid_request"),
    ];

    /// <summary>Each with where it stands.</summary>
    public static IReadOnlyList<(string Place, RefusalKind Kind)> All { get; } =
    [
        .. from project in new[] { "Scim.Protocol", "Scim.Provisioning", "Scim.Storage.Tables", "Scim.Http" }
           from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)
           where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
           from Match call in Call().Matches(File.ReadAllText(file))
           let name = Path.GetFileName(file)
           let way = Ways.FirstOrDefault(way => way.Method == call.Groups[1].Value && name.EndsWith(way.File, StringComparison.Ordinal))
           where way.Method is not null && call.Groups[2].Value.Contains(' ', StringComparison.Ordinal) // else it is only a name
           let text = Hole().Replace(call.Groups[2].Value, "x").Replace("\\\"", "\"", StringComparison.Ordinal)
           select (name, new RefusalKind(name == "PollRequest.cs" ? "PollEvents" : null, way.Status, way.Type, text)),
    ];

    [GeneratedRegex(@"\b([A-Z]\w+)\((?:[\w. ]+(?:\([^()]*\))?(?: - 1)?,\s*)?\$?""((?:[^""\\]|\\.)+)""")]
    private static partial Regex Call();

    [GeneratedRegex(@"\{(?:[^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Hole();
}

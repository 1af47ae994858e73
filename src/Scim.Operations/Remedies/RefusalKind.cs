using System.Text.RegularExpressions;
using Scim.Protocol.Errors;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Remedies;

/// <summary>What was refused and how, without what differs from one request to the next: refusals of one kind have one remedy.</summary>
/// <param name="Operation">The operation's name, as in traces and metrics; null for any.</param>
/// <param name="Status">The HTTP status, 400 to 599.</param>
/// <param name="Type">The <c>scimType</c> or the OAuth <c>error</c>; null if there is none.</param>
/// <param name="Detail">What the client was told, with … for ids, places and sizes; null if it was told nothing.</param>
public sealed partial record RefusalKind(string? Operation, int Status, string? Type, string? Detail)
{
    /// <summary>The kind of an entry of the log that was refused or failed.</summary>
    public static RefusalKind Of(LoggedRequest request) =>
        new(request.Operation, request.Status, request.Type, request.Detail is { } detail ? Common(detail) : null);

    /// <summary>What the details of one kind have in common.</summary>
    internal static string Common(string detail) => Varying().Replace(detail, "…");

    /// <summary>True if the detail has this text.</summary>
    internal bool Says(string text) => Detail?.Contains(text, StringComparison.Ordinal) == true;

    /// <summary>True if it is this error, as it was told or as it is kept; of a PATCH also with its operation in front.</summary>
    internal bool Is(ScimError error) => Status == error.Status && (Ends(error.KeptDetail) || Ends(error.Detail));

    private bool Ends(string detail) => Detail?.EndsWith(Common(detail), StringComparison.Ordinal) == true;

    /// <summary>UUIDs, correlation ids, and numbers that say where something stands or how large one user is.</summary>
    [GeneratedRegex(
        @"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|\b[0-9a-f]{32}\b"
        + @"|(?<=\b(?:Operation|position|line|byte) )[0-9]+|[0-9]+(?= bytes of it)|(?<=correlation id )[^\s.;,]+")]
    private static partial Regex Varying();
}

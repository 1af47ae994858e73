namespace Scim.Http.Telemetry;

/// <summary>The names of the operations in traces and metrics. They say what was asked for; paths hold ids and URNs.</summary>
internal static class Operations
{
    public const string CreateUser = "CreateUser";
    public const string ListUsers = "ListUsers";
    public const string SearchUsers = "SearchUsers";
    public const string GetUser = "GetUser";
    public const string ReplaceUser = "ReplaceUser";
    public const string PatchUser = "PatchUser";
    public const string DeleteUser = "DeleteUser";
    public const string Bulk = "Bulk";
    public const string Groups = "Groups";
    public const string Discovery = "Discovery";
    public const string IssueToken = "IssueToken";
    public const string RevokeToken = "RevokeToken";
    public const string PollEvents = "PollEvents";
    public const string Home = "Home";
    public const string Unmatched = "Unmatched";
}

using Scim.Provisioning.Users;

namespace Scim.Console.Requests;

/// <summary>Entries of the audit trail in words.</summary>
internal static class AuditText
{
    /// <summary>What was done to the user.</summary>
    public static string Past(AuditOperation operation) => operation switch
    {
        AuditOperation.Create => "Created",
        AuditOperation.Replace => "Replaced",
        AuditOperation.Patch => "Changed",
        _ => "Deleted",
    };
}

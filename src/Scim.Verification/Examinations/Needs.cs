namespace Scim.Verification.Examinations;

/// <summary>What a check needs the service to claim; each says why the check is skipped where it does not.</summary>
internal static class Needs
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public static string? Patch(ServiceClaims claims) => Unless(claims.Patch, "patch");

    public static string? Filter(ServiceClaims claims) => Unless(claims.Filter, "filter");

    public static string? Sort(ServiceClaims claims) => Unless(claims.Sort, "sort") ?? Filter(claims);

    public static string? ETag(ServiceClaims claims) => Unless(claims.ETag, "etag");

    public static string? Bulk(ServiceClaims claims) => Unless(claims.BulkOperations is not null, "bulk");

    public static string? Index(ServiceClaims claims) => Unless(claims.Index, "pagination.index") ?? Filter(claims);

    public static string? Cursor(ServiceClaims claims) => Unless(claims.Cursor, "pagination.cursor") ?? Filter(claims);

    public static string? EnterpriseUser(ServiceClaims claims) => Schemas([Enterprise])(claims);

    public static string? EnterprisePatch(ServiceClaims claims) => Patch(claims) ?? EnterpriseUser(claims);

    /// <summary>Users have these extensions.</summary>
    public static Func<ServiceClaims, string?> Schemas(IReadOnlyList<string> extensions) => claims =>
        extensions.FirstOrDefault(extension => !claims.Has(extension)) is { } missing ? $"/ResourceTypes does not name {missing}." : null;

    private static string? Unless(bool claimed, string what) =>
        claimed ? null : $"/ServiceProviderConfig does not say that {what} is supported.";
}

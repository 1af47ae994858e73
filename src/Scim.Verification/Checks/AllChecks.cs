using Scim.Verification.Examinations;

namespace Scim.Verification.Checks;

/// <summary>Every check, in the order in which they are run.</summary>
internal static class AllChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        .. DiscoveryChecks.List,
        .. CredentialChecks.List,
        .. CreationChecks.List,
        .. ReadingChecks.List,
        .. VersionChecks.List,
        .. FilterChecks.List,
        .. PagingChecks.List,
        .. CursorChecks.List,
        .. ProjectionChecks.List,
        .. SearchChecks.List,
        .. ReplacementChecks.List,
        .. PatchChecks.List,
        .. PatchRefusalChecks.List,
        .. DeletionChecks.List,
        .. BulkChecks.List,
        .. ConnectorChecks.List,
    ];
}

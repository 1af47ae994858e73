using Azure.Data.Tables;
using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Limits;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Queries;

/// <summary>
/// What of a query storage itself can decide. The filter is always evaluated again on the document, so storage may let rows pass
/// that do not satisfy it, and must not hold one back that does: only positive comparisons among the conjuncts are sent, on columns
/// that hold exactly what the document holds.
/// </summary>
internal static class ServerFilter
{
    private static readonly AttributeDefinition MetaCreated = UserResource.Meta.SubAttributes.Require("created");
    private static readonly AttributeDefinition MetaLastModified = UserResource.Meta.SubAttributes.Require("lastModified");
    private static readonly DateTimeOffset EarliestPushed = new(1700, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LatestPushed = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The account's users after a RowKey that can satisfy the filter.</summary>
    public static string Users(AccountId account, string after, Filter? filter)
    {
        var range = TableClient.CreateQueryFilter(
            $"PartitionKey eq {account.Value} and RowKey gt {after} and RowKey lt {UserKeys.AfterUsers}");
        var comparisons = filter is null ? [] : Conjuncts.Of(filter).SelectMany(Comparisons).Take(AzureLimits.Comparisons - 3);
        return string.Join(" and ", [range, .. comparisons]);
    }

    private static IEnumerable<string> Comparisons(Filter term) => term switch
    {
        ComparisonFilter { Operator: ComparisonOperator.Equal, Value: bool value, Path.Steps: [var only] }
            when only == UserResource.Active => [TableClient.CreateQueryFilter($"Active eq {value}")],
        ComparisonFilter { Operator: ComparisonOperator.StartsWith, Value: string value, Path.Steps: [var only] }
            when only == UserResource.UserName => UserNamePrefix(value),
        ComparisonFilter { Value: DateTimeOffset value, Path.Steps: [var meta, var date] } comparison
            when meta == UserResource.Meta && value > EarliestPushed && value < LatestPushed =>
            date == MetaCreated ? Instants(UserRow.Created, comparison.Operator, value)
            : date == MetaLastModified ? Instants(UserRow.LastModified, comparison.Operator, value)
            : [],
        _ => [],
    };

    /// <summary>
    /// The range of names with the prefix, as far as it is letters and digits: other characters may sort in other places in storage,
    /// and so may what follows <c>9</c> and <c>Z</c>.
    /// </summary>
    private static IEnumerable<string> UserNamePrefix(string value)
    {
        var prefix = string.Concat(CaselessText.Fold(value).TakeWhile(char.IsAsciiLetterOrDigit)).TrimEnd('9', 'Z');
        if (prefix.Length == 0)
            return [];
        var end = prefix[..^1] + (char)(prefix[^1] + 1);
        return [TableClient.CreateQueryFilter($"UserNameKey ge {prefix}"), TableClient.CreateQueryFilter($"UserNameKey lt {end}")];
    }

    /// <summary>
    /// A range that is more than a second wider than asked for, in whole seconds: Azurite compares the texts of instants, and these
    /// have fractions of seconds or none.
    /// </summary>
    private static IEnumerable<string> Instants(string column, ComparisonOperator comparison, DateTimeOffset value)
    {
        var second = new DateTimeOffset(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        if (comparison is ComparisonOperator.Equal or ComparisonOperator.GreaterThan or ComparisonOperator.GreaterThanOrEqual)
            yield return column + TableClient.CreateQueryFilter($" ge {second.AddSeconds(-1)}");
        if (comparison is ComparisonOperator.Equal or ComparisonOperator.LessThan or ComparisonOperator.LessThanOrEqual)
            yield return column + TableClient.CreateQueryFilter($" le {second.AddSeconds(2)}");
    }
}

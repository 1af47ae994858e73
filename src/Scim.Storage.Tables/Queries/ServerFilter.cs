using Azure.Data.Tables;
using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Storage.Tables.Limits;
using Scim.Storage.Tables.Users;

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
    private static readonly DateTimeOffset EarliestOfStorage = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

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
        ComparisonFilter { Operator: ComparisonOperator.Equal, Value: bool value, Path.Steps: [var only] } when only == UserResource.Active =>
            [TableClient.CreateQueryFilter($"Active eq {value}")],
        ComparisonFilter { Operator: ComparisonOperator.StartsWith, Value: string value, Path.Steps: [var only] }
            when only == UserResource.UserName => UserNamePrefix(value),
        ComparisonFilter { Value: DateTimeOffset value, Path.Steps: [var meta, var date] } comparison
            when meta == UserResource.Meta && value >= EarliestOfStorage && Symbol(comparison.Operator) is { } symbol =>
            date == MetaCreated ? [Instant(UserRow.Created, symbol, value)]
            : date == MetaLastModified ? [Instant(UserRow.LastModified, symbol, value)]
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

    private static string Instant(string column, string symbol, DateTimeOffset value)
    {
        var comparison = TableClient.CreateQueryFilter($"{value}");
        return $"{column} {symbol} {comparison}";
    }

    private static string? Symbol(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "eq",
        ComparisonOperator.GreaterThan => "gt",
        ComparisonOperator.GreaterThanOrEqual => "ge",
        ComparisonOperator.LessThan => "lt",
        ComparisonOperator.LessThanOrEqual => "le",
        _ => null,
    };
}

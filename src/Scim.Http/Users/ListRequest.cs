using System.Globalization;
using Scim.Http.Discovery;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Messages;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Http.Users;

/// <summary>A query for users and how its answer shall look.</summary>
/// <param name="Query">Which users.</param>
/// <param name="Projection">Which of their attributes; null for those of an answer without projection.</param>
internal sealed record ListRequest(UserQuery Query, Projection? Projection)
{
    /// <summary>Makes sense of the parameters (RFC 7644 §3.4.2, §3.9, RFC 9865 §2).</summary>
    /// <exception cref="ScimException">
    /// <c>invalidSyntax</c>, <c>invalidFilter</c>, <c>invalidValue</c>, <c>invalidCursor</c>, <c>expiredCursor</c> or <c>invalidCount</c>.
    /// </exception>
    public static ListRequest From(SearchRequest parameters, AccountId account, ReadingRules rules, DateTimeOffset now)
    {
        var (type, strictness) = rules;
        parameters.RequireSchemas(strictness);
        var query = new UserQuery
        {
            Type = type,
            Filter = parameters.Filter is { } filter ? FilterParser.Parse(filter, type, strictness) : null,
            Sort = string.IsNullOrEmpty(parameters.SortBy)
                ? null
                : SortOrder.Parse(parameters.SortBy, parameters.SortOrder, type, strictness),
        };
        query = parameters.Cursor is { } cursor
            ? PageCursors.At(cursor, parameters, query, account, now)
            : query with
            {
                StartIndex = Integer("startIndex", parameters.StartIndex, absent: 1, least: 1, most: int.MaxValue),
                Count = Integer("count", parameters.Count, Offered.Features.DefaultPageSize, least: 0, Offered.Features.MaxPageSize),
            };
        return new ListRequest(
            query, Projection.Parse(parameters.Attributes, parameters.ExcludedAttributes, type, strictness));
    }

    /// <summary>A whole number, saturated where it is too large for its type; null for any other text.</summary>
    internal static long? WholeNumber(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return value;
        var isNegative = text.StartsWith('-');
        var digits = text.AsSpan(isNegative || text.StartsWith('+') ? 1 : 0);
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return null;
        return isNegative ? long.MinValue : long.MaxValue;
    }

    private static int Integer(string name, string? text, int absent, int least, int most)
    {
        if (text is null)
            return absent;
        var value = WholeNumber(text) ?? throw new ScimException(ScimError.InvalidValue($"{name} must be a whole number."));
        return (int)Math.Clamp(value, least, most);
    }
}

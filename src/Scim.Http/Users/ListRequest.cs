using System.Globalization;
using System.Numerics;
using Scim.Http.Discovery;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Messages;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Http.Users;

/// <summary>A query for users and how its answer shall look.</summary>
/// <param name="Query">Which users.</param>
/// <param name="Projection">Which of their attributes; null for those of an answer without projection.</param>
internal sealed record ListRequest(UserQuery Query, Projection? Projection)
{
    /// <summary>Makes sense of the parameters (RFC 7644 §3.4.2, §3.9).</summary>
    /// <exception cref="ScimException"><c>invalidFilter</c> or <c>invalidValue</c></exception>
    public static ListRequest From(SearchRequest parameters)
    {
        var query = new UserQuery
        {
            Filter = parameters.Filter is { } filter ? FilterParser.Parse(filter, UserResource.Type) : null,
            Sort = string.IsNullOrEmpty(parameters.SortBy)
                ? null
                : SortOrder.Parse(parameters.SortBy, parameters.SortOrder, UserResource.Type),
            StartIndex = Integer("startIndex", parameters.StartIndex, absent: 1, least: 1, most: int.MaxValue),
            Count = Integer(
                "count", parameters.Count, absent: Offered.Features.DefaultPageSize, least: 0, most: Offered.Features.MaxPageSize),
        };
        return new ListRequest(query, Projection.Parse(parameters.Attributes, parameters.ExcludedAttributes, UserResource.Type));
    }

    private static int Integer(string name, string? text, int absent, int least, int most)
    {
        if (text is null)
            return absent;
        if (!BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            throw new ScimException(ScimError.InvalidValue($"{name} must be a whole number."));
        return (int)BigInteger.Clamp(value, least, most);
    }
}

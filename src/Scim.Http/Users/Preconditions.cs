using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Scim.Provisioning.Users;

namespace Scim.Http.Users;

/// <summary>The conditions that a request sets on the version of the user (RFC 7644 §3.14, RFC 9110 §13.1).</summary>
internal static class Preconditions
{
    /// <summary>The versions of which the user must have one; null for no such condition.</summary>
    public static VersionCondition? IfMatch(IHeaderDictionary headers) => Parse(headers.IfMatch);

    /// <summary>The versions that the client has already; null for no such condition.</summary>
    public static VersionCondition? IfNoneMatch(IHeaderDictionary headers) => Parse(headers.IfNoneMatch);

    /// <summary>What a change asks of the version that it changes; null for no condition.</summary>
    public static VersionCondition? OfChange(IHeaderDictionary headers)
    {
        var match = IfMatch(headers);
        return IfNoneMatch(headers) is { } none ? (match ?? new VersionCondition(Tags: null)) with { Except = none } : match;
    }

    /// <summary>The versions of a list of entity tags or <c>*</c>; null for an empty one.</summary>
    public static VersionCondition? Parse(StringValues field)
    {
        if (StringValues.IsNullOrEmpty(field))
            return null;
        // A field that is no list of tags names no version: If-Match then fails, as a change that should not be lost must.
        if (!EntityTagHeaderValue.TryParseList(field, out var tags))
            return new VersionCondition([]);
        return tags.Contains(EntityTagHeaderValue.Any)
            ? new VersionCondition(Tags: null)
            : new VersionCondition([.. tags.Select(tag => tag.ToString())]);
    }
}

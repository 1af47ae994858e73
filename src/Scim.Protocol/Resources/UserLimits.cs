using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>How large the parts of a user may be.</summary>
public static class UserLimits
{
    /// <summary>
    /// The most UTF-16 characters of <c>userName</c>, <c>externalId</c>, <c>displayName</c> and each part of <c>name</c>: 1,024.
    /// </summary>
    public const int TextLength = 1_024;

    /// <summary>The most <c>emails</c>, each of which has an index row: 40.</summary>
    public const int Emails = 40;

    /// <summary>The most values of any other multi-valued attribute: 200.</summary>
    public const int Values = 200;

    internal static int ValuesOf(AttributeDefinition attribute) => attribute == UserResource.Emails ? Emails : Values;

    internal static string TooManyValues(AttributeDefinition attribute) => $"{attribute} takes at most {ValuesOf(attribute)} values.";
}

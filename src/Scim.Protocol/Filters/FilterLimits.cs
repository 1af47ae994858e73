namespace Scim.Protocol.Filters;

/// <summary>How large a filter may be; a larger one is <c>invalidFilter</c>.</summary>
public static class FilterLimits
{
    /// <summary>The most characters of a filter or a PATCH path.</summary>
    public const int Characters = 4_096;

    /// <summary>The most levels of parentheses and brackets within each other.</summary>
    public const int Levels = 32;

    /// <summary>The most comparisons and presence tests.</summary>
    public const int Terms = 100;
}

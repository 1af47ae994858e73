namespace Scim.Conformance.Tests.Service;

/// <summary>An account of the service under test.</summary>
public enum AccountUnderTest
{
    /// <summary>A new lenient account, as the product makes it.</summary>
    New,

    /// <summary>A lenient one with two schemas of its own.</summary>
    WithSchemas,

    /// <summary>A new strict one.</summary>
    Strict,

    /// <summary>A strict one with two schemas of its own.</summary>
    StrictWithSchemas,
}

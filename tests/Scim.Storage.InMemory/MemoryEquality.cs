using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;

namespace Scim.Storage.InMemory;

/// <summary>A condition that every user of an answer satisfies and that an index answers.</summary>
/// <param name="Attribute">What is compared.</param>
/// <param name="Value">The value to find.</param>
internal sealed record MemoryEquality(MemoryIndex Attribute, string Value)
{
    /// <summary>The most selective such condition of a filter, or null.</summary>
    public static MemoryEquality? In(Filter? filter) => filter switch
    {
        AndFilter and => and.Terms.Select(In).OfType<MemoryEquality>().MinBy(found => found.Attribute),
        ComparisonFilter { Operator: ComparisonOperator.Equal, Value: string value } equality => equality.Path.Steps switch
        {
            [var only] when only == UserResource.Id => new MemoryEquality(MemoryIndex.Id, value),
            [var only] when only == UserResource.UserName => new MemoryEquality(MemoryIndex.UserName, value),
            [var only] when only == UserResource.ExternalId => new MemoryEquality(MemoryIndex.ExternalId, value),
            [var first, var second] when first == UserResource.Emails && second == UserResource.EmailValue =>
                new MemoryEquality(MemoryIndex.Email, value),
            _ => null,
        },
        ValuePathFilter { Path.Steps: [var only] } values when only == UserResource.Emails => InEntry(values.Inner),
        _ => null,
    };

    private static MemoryEquality? InEntry(Filter inner) => inner switch
    {
        AndFilter and => and.Terms.Select(InEntry).FirstOrDefault(found => found is not null),
        ComparisonFilter { Operator: ComparisonOperator.Equal, Value: string value, Path.Steps: [var only] }
            when only == UserResource.EmailValue => new MemoryEquality(MemoryIndex.Email, value),
        _ => null,
    };
}

/// <summary>The attributes with an index, the most selective first.</summary>
internal enum MemoryIndex
{
    /// <summary><c>id</c></summary>
    Id,

    /// <summary><c>userName</c></summary>
    UserName,

    /// <summary><c>externalId</c></summary>
    ExternalId,

    /// <summary><c>emails.value</c></summary>
    Email,
}

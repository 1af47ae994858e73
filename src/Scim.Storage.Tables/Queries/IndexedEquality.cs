using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Storage.Tables.Queries;

/// <summary>A condition that every user of the answer satisfies and that an index answers.</summary>
/// <param name="Attribute">What is compared.</param>
/// <param name="Value">The value to find.</param>
internal sealed record IndexedEquality(IndexedAttribute Attribute, string Value)
{
    /// <summary>The most selective such condition among the filter's conjuncts, or null.</summary>
    public static IndexedEquality? In(Filter filter) =>
        Conjuncts.Of(filter).Select(Of).OfType<IndexedEquality>().MinBy(found => found.Attribute);

    private static IndexedEquality? Of(Filter term) => term switch
    {
        ComparisonFilter { Operator: ComparisonOperator.Equal, Value: string value } equality
            when AttributeOf(equality.Path) is { } attribute => new IndexedEquality(attribute, value),
        ValuePathFilter { Path.Steps: [var only] } values when only == UserResource.Emails =>
            Conjuncts.Of(values.Inner).Select(OfEmail).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static IndexedEquality? OfEmail(Filter term) =>
        term is ComparisonFilter { Operator: ComparisonOperator.Equal, Value: string value, Path.Steps: [var only] }
            && only == UserResource.EmailValue
            ? new IndexedEquality(IndexedAttribute.Email, value)
            : null;

    private static IndexedAttribute? AttributeOf(AttributePath path) => path.Steps switch
    {
        [var only] when only == UserResource.Id => IndexedAttribute.Id,
        [var only] when only == UserResource.UserName => IndexedAttribute.UserName,
        [var only] when only == UserResource.ExternalId => IndexedAttribute.ExternalId,
        [var first, var second] when first == UserResource.Emails && second == UserResource.EmailValue => IndexedAttribute.Email,
        _ => null,
    };
}

/// <summary>The attributes with an index, the most selective first.</summary>
internal enum IndexedAttribute
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

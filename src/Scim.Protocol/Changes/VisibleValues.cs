using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Changes;

/// <summary>Leaves out of values what is never returned (RFC 7643 §2.2), at any depth.</summary>
public static class VisibleValues
{
    /// <summary>A resource without what is never returned.</summary>
    public static ComplexValue Of(ComplexValue value) => ComplexValue.Of(
        value.Attributes,
        value.Assigned()
            .Where(assigned => assigned.Attribute.Returned != Returned.Never)
            .Select(assigned => (assigned.Attribute, Of(assigned.Value))));

    /// <summary>Any value without what is never returned; null for null.</summary>
    public static object? Of(object? value) => value switch
    {
        ComplexValue complex => Of(complex),
        MultiValue { Count: > 0 } values => new MultiValue(values
            .Select(single => Of(single))
            .OfType<object>()
            .Where(single => single is not ComplexValue { IsEmpty: true })),
        _ => value,
    };
}

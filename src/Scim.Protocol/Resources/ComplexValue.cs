using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>
/// An immutable set of attribute values: a whole resource or one complex value. A value is a <see cref="string"/>,
/// <see cref="bool"/>, <see cref="decimal"/>, <see cref="long"/>, <see cref="DateTimeOffset"/> or <see cref="ComplexValue"/> by the
/// attribute's type, a <see cref="MultiValue"/> of these for a multi-valued attribute, and null if unassigned (RFC 7643 §2.5).
/// </summary>
public sealed class ComplexValue : IEquatable<ComplexValue>
{
    private readonly object?[] _values;

    private ComplexValue(AttributeSet attributes, object?[] values)
    {
        Attributes = attributes;
        _values = values;
    }

    /// <summary>The attributes that may have a value here.</summary>
    public AttributeSet Attributes { get; }

    /// <summary>True if no attribute has a value.</summary>
    public bool IsEmpty => Array.TrueForAll(_values, value => value is null);

    /// <summary>The value of an attribute of <see cref="Attributes"/>, or null.</summary>
    /// <exception cref="ArgumentException">The attribute is of another set.</exception>
    public object? this[AttributeDefinition attribute] => _values[PlaceOf(Attributes, attribute)];

    /// <summary>A value without any assigned attribute.</summary>
    public static ComplexValue Empty(AttributeSet attributes) => new(attributes, new object?[attributes.Count]);

    /// <summary>A value with the given attributes; null leaves one unassigned.</summary>
    public static ComplexValue Of(AttributeSet attributes, params IEnumerable<(AttributeDefinition Attribute, object? Value)> values)
    {
        var slots = new object?[attributes.Count];
        foreach (var (attribute, value) in values)
            slots[PlaceOf(attributes, attribute)] = Normalised(attribute, value);
        return new ComplexValue(attributes, slots);
    }

    /// <summary>A value that takes over an array with a place for each attribute.</summary>
    internal static ComplexValue OfSlots(AttributeSet attributes, object?[] slots)
    {
        for (var index = 0; index < slots.Length; index++)
            slots[index] = Normalised(attributes[index], slots[index]);
        return new ComplexValue(attributes, slots);
    }

    /// <summary>A part of a value, whose complex values are there also where none of theirs is.</summary>
    internal static ComplexValue OfParts(AttributeSet attributes, object?[] slots) => new(attributes, slots);

    /// <summary>
    /// A copy in which one attribute has another value; null, an empty complex value and an empty list, but for an attribute that
    /// <see cref="AttributeDefinition.KeepsEmpty"/>, unassign it.
    /// </summary>
    public ComplexValue With(AttributeDefinition attribute, object? value)
    {
        value = Normalised(attribute, value);
        var place = PlaceOf(Attributes, attribute);
        if (ReferenceEquals(_values[place], value))
            return this;
        var copy = (object?[])_values.Clone();
        copy[place] = value;
        return new ComplexValue(Attributes, copy);
    }

    /// <summary>The assigned attributes with their values, in schema order.</summary>
    public IEnumerable<(AttributeDefinition Attribute, object Value)> Assigned()
    {
        for (var index = 0; index < _values.Length; index++)
        {
            if (_values[index] is { } value)
                yield return (Attributes[index], value);
        }
    }

    /// <summary>Equal if the same attributes have equal values; lists compare in order.</summary>
    public bool Equals(ComplexValue? other) =>
        ReferenceEquals(this, other)
        || (other is not null && ReferenceEquals(Attributes, other.Attributes) && _values.AsSpan().SequenceEqual(other._values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ComplexValue);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    private static int PlaceOf(AttributeSet attributes, AttributeDefinition attribute) => attributes.Has(attribute)
        ? attribute.Index
        : throw new ArgumentException($"The value has no attribute {attribute}.", nameof(attribute));

    private static object? Normalised(AttributeDefinition attribute, object? value) => value switch
    {
        MultiValue { Count: 0 } => attribute.KeepsEmpty ? MultiValue.Empty : null,
        ComplexValue { IsEmpty: true } => null,
        _ => value,
    };
}

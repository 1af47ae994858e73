using System.Collections;

namespace Scim.Protocol.Resources;

/// <summary>The immutable list of values of a multi-valued attribute (RFC 7643 §2.4).</summary>
/// <param name="values">The values, none of them null.</param>
public sealed class MultiValue(params IEnumerable<object> values) : IReadOnlyList<object>, IEquatable<MultiValue>
{
    private readonly object[] _values = [.. values];

    /// <summary>The list without values: an attribute that <see cref="Schemas.AttributeDefinition.KeepsEmpty"/> was cleared.</summary>
    public static MultiValue Empty { get; } = new();

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public object this[int index] => _values[index];

    /// <summary>Equal if the values are equal in order.</summary>
    public bool Equals(MultiValue? other) =>
        ReferenceEquals(this, other) || (other is not null && _values.AsSpan().SequenceEqual(other._values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MultiValue);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<object> GetEnumerator() => ((IEnumerable<object>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

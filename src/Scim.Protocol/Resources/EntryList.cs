using System.Collections;
using Scim.Protocol.Computing;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;

namespace Scim.Protocol.Resources;

/// <summary>
/// The entries of a multi-valued attribute in the order in which they came. What makes two of them the same is looked up and not
/// compared with each, so that the work seldom grows with the square of the list.
/// </summary>
internal sealed class EntryList : IReadOnlyList<object>
{
    // Found by measuring (docs/adr/0010).
    private const int VisitsOfEntry = 10;

    private readonly AttributeDefinition _attribute;
    private readonly StepBudget _steps;
    private readonly AttributeDefinition? _value;
    private readonly AttributeDefinition? _type;
    private readonly List<object> _entries = [];
    private readonly Dictionary<EntryKey, int> _places;

    /// <summary>A list of entries.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="steps">What the work is spent from.</param>
    /// <param name="entries">What it begins with, of which those that are the same are merged.</param>
    public EntryList(AttributeDefinition attribute, StepBudget steps, params IEnumerable<object> entries)
    {
        (_attribute, _steps) = (attribute, steps);
        (_value, _type) = (attribute.SubAttributes.Find("value"), attribute.SubAttributes.Find("type"));
        _places = new Dictionary<EntryKey, int>(new EntryKeyComparer((_value ?? attribute).CaseExact, steps));
        foreach (var entry in entries)
            Upsert(entry);
    }

    public int Count => _entries.Count;

    public object this[int index] => _entries[index];

    /// <summary>Adds an entry, or merges it into the one that is the same.</summary>
    /// <returns>The entry's place in the list.</returns>
    public int Upsert(object entry)
    {
        _steps.SpendVisits(VisitsOfEntry);
        var key = KeyOf(entry);
        if (_places.TryAdd(key, _entries.Count))
        {
            _entries.Add(entry);
            return _entries.Count - 1;
        }
        var place = _places[key];
        if (entry is ComplexValue complex)
            _entries[place] = Entry.Merge((ComplexValue)_entries[place], complex);
        return place;
    }

    /// <summary>Makes the entry at a place one that is not primary.</summary>
    public void Unset(int place) => _entries[place] = Entry.NotPrimary(_entries[place]);

    public IEnumerator<object> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Complex entries are the same by <c>value</c> and <c>type</c>; those without a value, by all that they are.</summary>
    private EntryKey KeyOf(object entry)
    {
        if (entry is not ComplexValue complex)
            return new EntryKey(Comparable(_attribute, entry), null, IsWhole: false);
        return _value is not null && complex[_value] is { } value
            ? new EntryKey(Comparable(_value, value), _type is null ? null : Comparable(_type, complex[_type]), IsWhole: false)
            : new EntryKey(entry, null, IsWhole: true);
    }

    private object? Comparable(AttributeDefinition of, object? value) =>
        value is string text ? TextComparison.Comparable(text, of.CaseExact, _steps) : value;
}

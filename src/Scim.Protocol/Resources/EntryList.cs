using System.Collections;
using Scim.Protocol.Computing;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;

namespace Scim.Protocol.Resources;

/// <summary>
/// The entries of a multi-valued attribute in the order in which they came. What makes two of them the same is looked up and not
/// compared with each, so that the work grows with the text of the list and not with its square.
/// </summary>
internal sealed class EntryList(AttributeDefinition attribute, StepBudget steps) : IReadOnlyList<object>
{
    // In steps for each character that goes into a key; found by measuring (docs/adr/0010).
    private const int KeyCharacter = 3;

    private readonly AttributeDefinition? _value = attribute.SubAttributes.Find("value");
    private readonly AttributeDefinition? _type = attribute.SubAttributes.Find("type");
    private readonly List<object> _entries = [];
    private readonly Dictionary<object, int> _places = [];

    public int Count => _entries.Count;

    public object this[int index] => _entries[index];

    /// <summary>Adds an entry, or merges it into the one that is the same.</summary>
    /// <returns>The entry's place in the list.</returns>
    public int Upsert(object entry)
    {
        steps.Spend(CostOf(entry));
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

    /// <summary>Complex entries are the same by <c>value</c> and <c>type</c>; what has no value, by all that it is.</summary>
    private object KeyOf(object entry) =>
        entry is ComplexValue complex && _value is not null && complex[_value] is { } value
            ? (Comparable(_value, value), _type is null ? null : Comparable(_type, complex[_type]))
            : entry;

    private object? Comparable(AttributeDefinition attribute, object? value) =>
        value is string text && !attribute.CaseExact
            ? TextComparison.Comparable(text, caseExact: false, steps).ToUpperInvariant()
            : value;

    /// <summary>The steps of making and seeking the key of an entry.</summary>
    private static long CostOf(object? entry) => entry switch
    {
        string text => (long)text.Length * KeyCharacter,
        ComplexValue complex => complex.Assigned().Sum(assigned => StepBudget.Visit + CostOf(assigned.Value)),
        _ => StepBudget.Visit,
    };
}

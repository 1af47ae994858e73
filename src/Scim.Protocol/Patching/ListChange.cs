using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Patching;

/// <summary>A change to a multi-valued attribute: to the whole list, to the selected entries, or to a sub-attribute of each.</summary>
internal sealed class ListChange(PatchChange change, AttributeDefinition attribute, Strictness strictness, StepBudget steps)
{
    private readonly List<object> _entries = [];
    private readonly HashSet<int> _touched = [];

    /// <summary>The new list, always another instance where the change had a target; null if it is empty.</summary>
    public MultiValue? Apply(MultiValue? current)
    {
        if (change.Path is { Selector: null, SubAttribute: null })
        {
            if (change.Value.IsUnassigned)
                return null;
            ChangeWhole(current ?? []);
        }
        else if (!ChangeSelected(current ?? []) && !TryCreate())
        {
            return current;
        }
        KeepOnePrimary();
        return _entries.Count <= UserLimits.ValuesOf(attribute)
            ? new MultiValue(_entries)
            : throw new ScimException(ScimError.InvalidValue(UserLimits.TooManyValues(attribute)));
    }

    private void ChangeWhole(MultiValue current)
    {
        if (change.Kind == PatchKind.Remove)
        {
            _entries.AddRange(current.Where(entry => !change.Value.Values.Any(given => IsMeant(entry, given))));
            return;
        }
        if (change.Kind == PatchKind.Add)
            _entries.AddRange(current);
        foreach (var given in change.Value.Values)
            _touched.Add(Entry.Upsert(_entries, given, steps));
    }

    /// <summary>Whether an entry has everything that a value of a <c>remove</c> names, as Entra ID sends it.</summary>
    private bool IsMeant(object entry, object given)
    {
        steps.SpendVisits(1);
        return given is ComplexValue named
            ? named.Assigned().All(part => Entry.AreEqual(part.Attribute, ((ComplexValue)entry)[part.Attribute], part.Value, steps))
            : entry.Equals(given);
    }

    private bool ChangeSelected(MultiValue current)
    {
        var found = false;
        foreach (ComplexValue entry in current)
        {
            if (change.Path.Selector?.Matches(entry, steps) == false)
            {
                Entry.Upsert(_entries, entry, steps);
                continue;
            }
            found = true;
            if (Changed(entry) is { IsEmpty: false } changed)
                _touched.Add(Entry.Upsert(_entries, changed, steps));
        }
        return found;
    }

    private ComplexValue? Changed(ComplexValue entry)
    {
        if (change.Path.SubAttribute is { } part)
            return PatchChange.UnlessValueIsLost(entry, entry.With(part, change.Single(part, entry[part])));
        if (change.Kind == PatchKind.Remove || change.Value.IsUnassigned)
            return null;
        if (change.Kind == PatchKind.Add || !change.Value.IsPartial)
            return change.Value.MergeInto(entry);
        return change.Value.MergeInto(strictness == Strictness.Lenient ? Determined() : ComplexValue.Empty(attribute.SubAttributes));
    }

    /// <summary>
    /// Creates the entry that a selector without match describes, as Entra ID expects of
    /// <c>emails[type eq "work"].value</c>. A sub-attribute of an empty list needs no selector (RFC 7644 §3.5.2.3).
    /// </summary>
    /// <returns>False if there is nothing to create.</returns>
    private bool TryCreate()
    {
        if (change.Path.Selector is not null && (strictness == Strictness.Strict || !change.Path.DeterminesEntry))
            throw new ScimException(ScimError.NoTarget($"The filter of the path selects none of {attribute}."));
        if (change.Kind == PatchKind.Remove || change.Value.IsUnassigned)
            return false;
        var created = change.Path.SubAttribute is { } part
            ? Determined().With(part, change.Single(part, null))
            : change.Value.MergeInto(Determined());
        if (!created.IsEmpty)
            _touched.Add(Entry.Upsert(_entries, created, steps));
        return true;
    }

    private ComplexValue Determined() =>
        ComplexValue.Of(attribute.SubAttributes, change.Path.DeterminedValues.Select(pair => (pair.Attribute, pair.Value is "" ? null : pair.Value)));

    /// <summary>A newly set <c>primary</c> unsets the old one (RFC 7644 §3.5.2).</summary>
    private void KeepOnePrimary()
    {
        steps.SpendVisits(_entries.Count);
        var primaries = Enumerable.Range(0, _entries.Count).Where(index => Entry.IsPrimary(_entries[index])).ToList();
        if (primaries.Count <= 1)
            return;
        if (primaries.Count(_touched.Contains) > 1)
            throw new ScimException(ScimError.InvalidValue($"At most one of {attribute} may be primary."));
        foreach (var index in primaries.Where(index => !_touched.Contains(index)))
            _entries[index] = Entry.NotPrimary(_entries[index]);
    }
}

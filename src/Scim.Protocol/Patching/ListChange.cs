using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Patching;

/// <summary>A change to a multi-valued attribute: to the whole list, to the selected entries, or to a sub-attribute of each.</summary>
internal sealed class ListChange(PatchChange change, AttributeDefinition attribute, Strictness strictness, StepBudget steps)
{
    private readonly EntryList _entries = new(attribute, steps);
    private readonly HashSet<int> _newlyPrimary = [];

    /// <summary>The new list, always another instance where the change had a target, and the given one where it had none.</summary>
    public MultiValue? Apply(MultiValue? current)
    {
        var found = change.Path is { Selector: null, SubAttribute: null }
            ? ChangeWhole(current ?? [])
            : ChangeSelected(current ?? []) || TryCreate();
        if (!found)
            return current;
        KeepOnePrimary();
        return _entries.Count(entry => !Entry.IsBare(entry)) <= UserLimits.ValuesOf(attribute) // Labels alone are dropped in the end.
            ? new MultiValue(_entries)
            : throw new ScimException(ScimError.InvalidValue(UserLimits.TooManyValues(attribute)));
    }

    private bool ChangeWhole(MultiValue current)
    {
        if (change.Value.IsUnassigned)
            return true;
        var values = change.Value.Values;
        if (change.Kind == PatchKind.Remove)
        {
            foreach (var entry in current.Where(entry => !values.Any(given => IsMeant(entry, given))))
                _entries.Upsert(entry);
            return _entries.Count < current.Count;
        }
        if (change.Kind == PatchKind.Add)
        {
            foreach (var entry in current)
                _entries.Upsert(entry);
        }
        foreach (var given in values)
            Place(given, isNewlyPrimary: Entry.IsPrimary(given));
        return change.Kind == PatchKind.Replace || values.Count > 0;
    }

    /// <summary>
    /// Whether a value of a <c>remove</c> names an entry: by its <c>value</c> alone if it has one, else by everything that it has.
    /// Entra ID sends the whole entry as it was when it last looked.
    /// </summary>
    private bool IsMeant(object entry, object given)
    {
        steps.SpendVisits(1);
        if (given is not ComplexValue named)
            return Entry.AreEqual(attribute, entry, given, steps);
        var held = (ComplexValue)entry;
        return named.Attributes.Find("value") is { } value && named[value] is { } wanted
            ? Entry.AreEqual(value, held[value], wanted, steps)
            : named.Assigned().All(part => Entry.AreEqual(part.Attribute, held[part.Attribute], part.Value, steps));
    }

    private bool ChangeSelected(MultiValue current)
    {
        var found = false;
        foreach (ComplexValue entry in current)
        {
            if (change.Path.Selector?.Matches(entry, steps) == false)
            {
                _entries.Upsert(entry);
                continue;
            }
            found = true;
            if (Changed(entry) is { IsEmpty: false } changed)
                Place(changed, isNewlyPrimary: SetsPrimary || !Entry.CountsAsPrimary(entry));
        }
        return found;
    }

    private ComplexValue? Changed(ComplexValue entry)
    {
        if (change.Path.SubAttribute is { } part)
            return PatchChange.UnlessValueIsLost(attribute, entry, entry.With(part, change.Single(part, entry[part])));
        if (change.Kind == PatchKind.Remove || change.Value.IsUnassigned)
            return null;
        return PatchChange.UnlessValueIsLost(attribute, entry, change.Value.MergeInto(entry));
    }

    private bool SetsPrimary => change.Path.SubAttribute is { Name: "primary" }
        ? change.Value.Value is true
        : change.Value.Complex is { } given && Entry.IsPrimary(given);

    /// <summary>
    /// Creates the entry that a selector without match describes, as Entra ID expects of
    /// <c>emails[type eq "work"].value</c>. A sub-attribute of an empty list needs no selector (RFC 7644 §3.5.2.3).
    /// </summary>
    /// <returns>False if there is nothing to create.</returns>
    private bool TryCreate()
    {
        var isRemoval = change.Kind == PatchKind.Remove;
        if (change.Path.Selector is not null && (strictness == Strictness.Strict || !(isRemoval || change.Path.DeterminesEntry)))
            throw new ScimException(ScimError.NoTarget($"The filter of the path selects none of {attribute}."));
        if (isRemoval || change.Value.IsUnassigned || ClearsValue)
            return false;
        var created = change.Path.SubAttribute is { } part
            ? Determined().With(part, change.Single(part, null))
            : change.Value.MergeInto(Determined());
        if (created.IsEmpty)
            return false;
        Place(created, isNewlyPrimary: true);
        return true;
    }

    /// <summary>Whether it takes the <c>value</c> away: an entry that is there goes with it, and none is created without.</summary>
    private bool ClearsValue => attribute.ValueSubAttribute is { } value && change.Value.Cleared.Contains(value);

    private ComplexValue Determined() =>
        ComplexValue.Of(attribute.SubAttributes, change.Path.DeterminedValues.Select(pair => (pair.Attribute, (object?)pair.Value)));

    private void Place(object entry, bool isNewlyPrimary)
    {
        var index = _entries.Upsert(entry);
        if (isNewlyPrimary)
            _newlyPrimary.Add(index);
    }

    /// <summary>
    /// A newly set <c>primary</c> unsets the old one (RFC 7644 §3.5.2). An entry of nothing but labels is primary when it gets its
    /// content, since it is nothing before.
    /// </summary>
    private void KeepOnePrimary()
    {
        steps.SpendVisits(_entries.Count);
        _newlyPrimary.RemoveWhere(index => !Entry.CountsAsPrimary(_entries[index]));
        if (_newlyPrimary.Count > 1)
            throw new ScimException(ScimError.InvalidValue($"At most one of {attribute} may be primary."));
        if (_newlyPrimary.Count == 0)
            return;
        for (var index = 0; index < _entries.Count; index++)
        {
            if (!_newlyPrimary.Contains(index) && Entry.IsPrimary(_entries[index]))
                _entries.Unset(index);
        }
    }
}

namespace Scim.Protocol.Schemas;

/// <summary>What a schema may become while users have values of it: it may get attributes, and ask for less.</summary>
public static class SchemaComparison
{
    /// <summary>Why a schema cannot take another's place, each a sentence; empty if it can.</summary>
    /// <param name="before">The schema that is in force.</param>
    /// <param name="after">The schema that shall take its place.</param>
    public static IReadOnlyList<string> FaultsOf(SchemaDefinition before, SchemaDefinition after)
    {
        var faults = new List<string>();
        Compare(before.Attributes, after.Attributes, "", faults);
        return faults;
    }

    /// <summary>
    /// Why a schema cannot come back as another, each a sentence: values that were never returned are still stored, and would be.
    /// </summary>
    /// <param name="before">The schema that an account once had.</param>
    /// <param name="after">The schema that it shall get.</param>
    public static IReadOnlyList<string> FaultsOfReturn(SchemaDefinition before, SchemaDefinition after) =>
        [.. Revealed(before.Attributes, after.Attributes, "").Select(
            name => $"{name} was never returned when the account had this schema before, and users may have values of it. "
                + "Keep it so, or choose another name.")];

    private static IEnumerable<string> Revealed(AttributeSet before, AttributeSet after, string prefix) =>
        from old in before
        let attribute = after.Find(old.Name)
        where attribute is not null
        from name in old.Returned == Returned.Never && attribute.Returned != Returned.Never
            ? [prefix + old.Name]
            : Revealed(old.SubAttributes, attribute.SubAttributes, $"{prefix}{old}.")
        select name;

    private static void Compare(AttributeSet before, AttributeSet after, string prefix, List<string> faults)
    {
        foreach (var old in before)
        {
            if (after.Find(old.Name) is not { } attribute)
                faults.Add($"{prefix}{old} is missing. Attributes can be added only.");
            else
                Compare(old, attribute, prefix + old.Name, faults);
        }
        faults.AddRange(after
            .Where(attribute => attribute.Required && before.Find(attribute.Name) is null)
            .Select(attribute => $"{prefix}{attribute} cannot be required: users who are there already have no value of it."));
    }

    private static void Compare(AttributeDefinition before, AttributeDefinition after, string name, List<string> faults)
    {
        if (after.Type != before.Type || after.MultiValued != before.MultiValued || after.CaseExact != before.CaseExact)
            faults.Add($"{name} cannot change its type, multiValued or caseExact.");
        if (after.Required && !before.Required)
            faults.Add($"{name} cannot become required.");
        if (after.Mutability != before.Mutability && after.Mutability != Mutability.ReadWrite)
            faults.Add($"{name} can change its mutability to readWrite only.");
        if (after.Returned != before.Returned && !ShowsMore(before.Returned, after.Returned))
            faults.Add($"{name} can change returned to be returned more often only, and never if it is never returned.");
        if (after.TakesOnlyCanonical && (!before.TakesOnlyCanonical || before.CanonicalValues.Except(after.CanonicalValues).Any()))
            faults.Add($"{name} can get canonicalValues, or be freed of all, and lose none of them.");
        if (before.ReferenceTypes.Except(after.ReferenceTypes).Any())
            faults.Add($"{name} cannot lose referenceTypes.");
        Compare(before.SubAttributes, after.SubAttributes, $"{name}.", faults);
    }

    private static bool ShowsMore(Returned before, Returned after) => (before, after) is
        (Returned.Request, Returned.Default or Returned.Always) or (Returned.Default, Returned.Always);
}

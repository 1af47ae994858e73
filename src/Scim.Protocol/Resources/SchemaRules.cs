using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;

namespace Scim.Protocol.Resources;

/// <summary>What the schemas of the extensions ask of a user's values beyond their types (RFC 7643 §7).</summary>
internal static class SchemaRules
{
    private const int MostNamed = 20;
    private const int MostNamedCharacters = 200;

    /// <summary>
    /// Notes required attributes that are missing, where the extension or the complex value that they are part of is there, and values
    /// that are none of the canonical ones where only these are taken.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="violations">Where they are noted.</param>
    /// <param name="before">
    /// The user before a change, whose extensions are not asked where they stay as they are: a schema that came back may ask for more than
    /// it did when they were written. Null for none.
    /// </param>
    public static void Check(ComplexValue user, ResourceReader violations, ComplexValue? before = null)
    {
        foreach (var (attribute, value) in user.Assigned())
        {
            if (attribute.IsExtension && !ReferenceEquals(value, before?[attribute]))
                CheckParts((ComplexValue)value, $"{attribute}:", violations);
        }
    }

    /// <summary>
    /// The user after a change, with what the change may not take away: a value of an immutable attribute is the one that it was first
    /// given, and one that is read-only is the service's (RFC 7644 §3.5.1, §3.5.2).
    /// </summary>
    /// <param name="before">The user before it.</param>
    /// <param name="after">The user as asked for.</param>
    /// <param name="isReplacement">
    /// True for a PUT, which keeps what it does not name of attributes that a client cannot set, set again or read, and with these, where
    /// it does not name their extension or complex value at all, what that requires.
    /// </param>
    /// <exception cref="ScimException">
    /// <c>mutability</c>: an immutable attribute would get another value, or it or one that is read-only lose the one it has.
    /// </exception>
    public static ComplexValue Keep(ComplexValue before, ComplexValue after, bool isReplacement)
    {
        foreach (var (attribute, value) in before.Assigned())
        {
            if (attribute.IsExtension && !ReferenceEquals(value, after[attribute]))
                after = after.With(
                    attribute, KeepParts((ComplexValue)value, after[attribute] as ComplexValue, $"{attribute}:", isReplacement));
        }
        return after;
    }

    private static ComplexValue? KeepParts(ComplexValue before, ComplexValue? asked, string prefix, bool isReplacement)
    {
        var after = asked;
        foreach (var (attribute, value) in before.Assigned())
        {
            var now = after?[attribute];
            var kept = attribute.Mutability switch
            {
                Mutability.Immutable when now is null && !isReplacement => throw Immutable(prefix, attribute),
                Mutability.Immutable when now is not null && !AreSame(attribute, value, now) => throw Immutable(prefix, attribute),
                Mutability.Immutable => value,
                Mutability.ReadOnly when now is null && !isReplacement => throw ReadOnly(prefix, attribute),
                Mutability.ReadOnly or Mutability.WriteOnly when isReplacement => now ?? value,
                _ when value is ComplexValue inner => KeepParts(inner, now as ComplexValue, $"{prefix}{attribute}.", isReplacement),
                _ => now,
            };
            if (!ReferenceEquals(kept, now))
                after = (after ?? ComplexValue.Empty(before.Attributes)).With(attribute, kept);
        }
        return asked is null && after is not null ? WithRequired(before, after) : after;
    }

    private static ComplexValue WithRequired(ComplexValue before, ComplexValue after)
    {
        foreach (var (attribute, value) in before.Assigned())
        {
            if (attribute.Required && after[attribute] is null)
                after = after.With(attribute, value);
        }
        return after;
    }

    private static bool AreSame(AttributeDefinition attribute, object value, object other) =>
        value is string text && other is string otherText && !attribute.CaseExact
            ? CaselessText.Comparer.Equals(text, otherText)
            : value.Equals(other);

    private static ScimException Immutable(string prefix, AttributeDefinition attribute) =>
        new(ScimError.Mutability($"{prefix}{attribute} is immutable: its value is set once. Leave it as it is."));

    private static ScimException ReadOnly(string prefix, AttributeDefinition attribute) =>
        new(ScimError.Mutability($"{prefix}{attribute} is read-only. Leave it as it is."));

    private static void CheckParts(ComplexValue holder, string prefix, ResourceReader violations)
    {
        foreach (var attribute in holder.Attributes)
        {
            switch (holder[attribute])
            {
                case null when attribute.Required:
                    violations.Violated($"{prefix}{attribute.Name} is required.");
                    break;
                case MultiValue values:
                    foreach (var single in values)
                        CheckSingle(attribute, single, prefix, violations);
                    break;
                case { } single:
                    CheckSingle(attribute, single, prefix, violations);
                    break;
            }
        }
    }

    private static void CheckSingle(AttributeDefinition attribute, object value, string prefix, ResourceReader violations)
    {
        if (value is ComplexValue complex)
            CheckParts(complex, $"{prefix}{attribute.Name}.", violations);
        else if (attribute.TakesOnlyCanonical && value is string text && !attribute.IsCanonical(text))
            violations.Violated($"{prefix}{attribute.Name} takes one of: {Some(attribute.CanonicalValues)}.");
    }

    /// <summary>The first of the values: there may be thousands, and a message is for people.</summary>
    private static string Some(IReadOnlyList<string> values)
    {
        var length = 0;
        var named = values.Take(MostNamed).TakeWhile(value => (length += value.Length) <= MostNamedCharacters).ToList();
        return string.Join(", ", named.Count < values.Count ? named.Append("…") : named);
    }
}

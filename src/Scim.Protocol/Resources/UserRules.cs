using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>What makes a resource a user that can be stored.</summary>
public static class UserRules
{
    private static readonly AttributeDefinition[] Bounded =
        [UserResource.UserName, UserResource.ExternalId, UserResource.DisplayName];

    /// <summary>Reads the body of a POST or PUT and makes it fit for storage as <see cref="Normalise"/> does.</summary>
    /// <exception cref="ScimException">
    /// <c>invalidSyntax</c> for no object, a repeated attribute, or what a strict account does not know; <c>invalidValue</c> with
    /// every violation.
    /// </exception>
    public static ComplexValue Read(JsonElement body, ReadingRules rules, StepBudget steps)
    {
        var reader = new ResourceReader(rules.Strictness);
        var user = Checked(reader.ReadResource(body, rules.Type), reader, rules, steps);
        SchemaRules.Check(user, reader);
        reader.ThrowIfInvalid();
        return user;
    }

    /// <summary>
    /// Reads a user that an account had. What the account's schemas ask for today, beyond their types, does not bind it, and it keeps
    /// what clients cannot set.
    /// </summary>
    /// <exception cref="ScimException">As <see cref="Read"/>.</exception>
    public static ComplexValue ReadStored(JsonElement body, ReadingRules rules, StepBudget steps)
    {
        var reader = new ResourceReader(rules.Strictness) { KeepReadOnly = true };
        var user = Checked(reader.ReadResource(body, rules.Type), reader, rules, steps);
        reader.ThrowIfInvalid();
        return user;
    }

    /// <summary>
    /// The attributes of a type that a stored value of an extension would lose or change; empty if it is as the type has it.
    /// </summary>
    /// <param name="extension">The extension, as the type has it.</param>
    /// <param name="value">Its value as it was stored.</param>
    public static IEnumerable<string> Misfits(AttributeDefinition extension, JsonElement value) => value.ValueKind != JsonValueKind.Object
        ? [extension.Name]
        : value.EnumerateObject()
            .Where(part => extension.SubAttributes.Find(part.Name) is not { } attribute || !StoredValue.Fits(part.Value, attribute))
            .Select(part => $"{extension.Name}:{part.Name}");

    /// <summary>
    /// Reads the body of a PUT as <see cref="Read"/> does, but for what extensions require: that is known in <see cref="Replace"/>, with
    /// the user that is replaced.
    /// </summary>
    /// <exception cref="ScimException">As <see cref="Read"/>.</exception>
    public static ComplexValue ReadReplacement(JsonElement body, ReadingRules rules, StepBudget steps)
    {
        var reader = new ResourceReader(rules.Strictness);
        var user = Checked(reader.ReadResource(body, rules.Type), reader, rules, steps);
        reader.ThrowIfInvalid();
        return user;
    }

    /// <summary>The user that a PUT makes of another (RFC 7644 §3.5.1).</summary>
    /// <param name="before">The user that is there.</param>
    /// <param name="replacement">What <see cref="ReadReplacement"/> read.</param>
    /// <exception cref="ScimException"><c>mutability</c> or <c>invalidValue</c>.</exception>
    public static ComplexValue Replace(ComplexValue before, ComplexValue replacement)
    {
        var after = SchemaRules.Keep(before, replacement, isReplacement: true);
        var violations = new ResourceReader(Strictness.Lenient);
        SchemaRules.Check(after, violations);
        violations.ThrowIfInvalid();
        return WithSchemas(after);
    }

    /// <summary>
    /// The user with <c>schemas</c> computed (RFC 7643 §3), without <c>password</c>, and in each list without repeated or bare
    /// entries. Attributes that need no change keep their identity.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="rules">How the account reads requests.</param>
    /// <param name="steps">What the work is spent from.</param>
    /// <param name="before">A user that is so already: a list that is the same as there is left alone. Null for none.</param>
    /// <exception cref="ScimException"><c>invalidValue</c>, with every violation.</exception>
    public static ComplexValue Normalise(ComplexValue user, ReadingRules rules, StepBudget steps, ComplexValue? before = null)
    {
        var violations = new ResourceReader(rules.Strictness);
        user = Checked(before is null ? user : SchemaRules.Keep(before, user, isReplacement: false), violations, rules, steps, before);
        SchemaRules.Check(user, violations, before);
        violations.ThrowIfInvalid();
        return user;
    }

    private static ComplexValue Checked(
        ComplexValue user, ResourceReader violations, ReadingRules rules, StepBudget steps, ComplexValue? before = null)
    {
        CheckText(user, violations, rules);
        user = user.With(UserResource.Password, null);
        user = WithDistinctLists(user, before, violations, steps);
        return WithSchemas(user);
    }

    /// <summary>The user with <c>schemas</c> as its extensions have them.</summary>
    internal static ComplexValue WithSchemas(ComplexValue user)
    {
        var schemas = new MultiValue(user.Assigned()
            .Where(assigned => assigned.Attribute.IsExtension)
            .Select(assigned => assigned.Attribute.Name)
            .Prepend(UserType.Schema.Id));
        return schemas.Equals(user[UserResource.Schemas]) ? user : user.With(UserResource.Schemas, schemas);
    }

    /// <summary>
    /// The user, or an extension of it, with each list without repeated or bare entries, but for those that are as before.
    /// </summary>
    private static ComplexValue WithDistinctLists(
        ComplexValue holder, ComplexValue? before, ResourceReader violations, StepBudget steps)
    {
        foreach (var (attribute, value) in holder.Assigned().ToList())
        {
            var same = before?[attribute];
            if (attribute == UserResource.Schemas || ReferenceEquals(value, same))
                continue;
            if (value is MultiValue values)
                holder = holder.With(attribute, Distinct(attribute, values, violations, steps));
            else if (attribute.IsExtension)
                holder = holder.With(attribute, WithDistinctLists((ComplexValue)value, same as ComplexValue, violations, steps));
        }
        return holder;
    }

    private static void CheckText(ComplexValue user, ResourceReader violations, ReadingRules rules)
    {
        var name = user[UserResource.Name] as ComplexValue ?? ComplexValue.Empty(UserResource.Name.SubAttributes);
        Require(user[UserResource.UserName], "userName", violations);
        if (rules.Type.Names == NameRule.Required)
        {
            Require(name[UserResource.GivenName], "name.givenName", violations);
            Require(name[UserResource.FamilyName], "name.familyName", violations);
        }
        foreach (var attribute in Bounded)
            CheckLength(user[attribute], attribute, violations);
        foreach (var (attribute, value) in name.Assigned())
            CheckLength(value, attribute, violations, prefix: "name.");
    }

    private static void Require(object? value, string name, ResourceReader violations)
    {
        if (string.IsNullOrWhiteSpace((string?)value))
            violations.Violated($"{name} is required and must not be blank.");
    }

    private static void CheckLength(object? value, AttributeDefinition attribute, ResourceReader violations, string prefix = "")
    {
        if (value is string { Length: > UserLimits.TextLength })
            violations.Violated($"{prefix}{attribute} takes at most {UserLimits.TextLength:N0} characters.");
    }

    private static MultiValue Distinct(AttributeDefinition attribute, MultiValue values, ResourceReader violations, StepBudget steps)
    {
        // In an own list that is not made as the core's are, a type may be all that there is to say.
        var dropsBare = attribute.ValueSubAttribute is not null || UserResource.Core.Has(attribute);
        var content = values.Where(entry => dropsBare ? !Entry.IsBare(entry) : entry is not ComplexValue { IsEmpty: true }).ToList();
        if (content.Count == 1 && values.Count == 1)
            return values;
        if (content.Count > UserLimits.ValuesOf(attribute))
        {
            violations.Violated(UserLimits.TooManyValues(attribute));
            return values;
        }
        var entries = new EntryList(attribute, steps, content);
        if (entries.Count(Entry.IsPrimary) > 1)
            violations.Violated($"At most one of {attribute} may be primary.");
        return entries.SequenceEqual(values, ReferenceEqualityComparer.Instance) ? values : new MultiValue(entries);
    }
}

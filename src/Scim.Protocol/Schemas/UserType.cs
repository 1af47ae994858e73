using System.Buffers;
using System.Collections.Frozen;

namespace Scim.Protocol.Schemas;

/// <summary>
/// The User resource type (RFC 7643 §6) as an account has it: the core schema and the account's extensions. <see cref="Attributes"/> is
/// the root of its users: the attributes of <see cref="UserResource.Core"/>, which are the same in every type, and one complex
/// pseudo-attribute per extension whose name is the extension's URN.
/// </summary>
public sealed class UserType
{
    private readonly FrozenDictionary<string, AttributeDefinition[]> _shortNames;
    private readonly SearchValues<string> _shortTexts;
    private readonly FrozenDictionary<string, AttributeDefinition> _extensions;
    private UserType? _withOtherNames;

    /// <summary>Makes a type.</summary>
    /// <param name="extensions">The schema extensions, none of them required.</param>
    /// <param name="generation">Which of the account's types it is; 0 for that of a new account.</param>
    public UserType(IReadOnlyList<SchemaDefinition> extensions, int generation = 0)
    {
        Extensions = extensions;
        Generation = generation;
        var roots = extensions.Select(ExtensionAttribute).ToList();
        Attributes = UserResource.Core.With(roots);
        _extensions = roots.ToFrozenDictionary(root => root.Name, StringComparer.OrdinalIgnoreCase);
        _shortNames = roots
            .SelectMany(root => root.SubAttributes, (root, attribute) => (AttributeDefinition[])[root, attribute])
            .GroupBy(steps => steps[1].Name, StringComparer.OrdinalIgnoreCase)
            .Where(named => named.Count() == 1 && Attributes.Find(named.Key) is null)
            .ToFrozenDictionary(named => named.Key, named => named.Single(), StringComparer.OrdinalIgnoreCase);
        _shortTexts = SearchValues.Create(_shortNames.Keys.AsSpan(), StringComparison.OrdinalIgnoreCase);
        AnswersAsStored = roots.TrueForAll(root => root.SubAttributes.All(IsInEveryAnswer));
    }

    private UserType(UserType type, NameRule names)
    {
        (Extensions, Generation, Attributes) = (type.Extensions, type.Generation, type.Attributes);
        (_extensions, _shortNames, _shortTexts) = (type._extensions, type._shortNames, type._shortTexts);
        (AnswersAsStored, Names, _withOtherNames) = (type.AnswersAsStored, names, type); // There are two rules for names.
    }

    /// <summary>The type of a new account.</summary>
    public static UserType Default { get; } = new([UserExtensions.Enterprise, UserExtensions.Talkdesk]);

    /// <summary>The type's name (RFC 7643 §6).</summary>
    public const string Name = "User";

    /// <summary>Its path below the base.</summary>
    public const string Endpoint = "/Users";

    /// <summary>What it describes.</summary>
    public const string Description = "User Account";

    /// <summary>The core schema.</summary>
    public static SchemaDefinition Schema => UserSchema.Definition;

    /// <summary>The schema extensions.</summary>
    public IReadOnlyList<SchemaDefinition> Extensions { get; }

    /// <summary>The core schema and the extensions.</summary>
    public IEnumerable<SchemaDefinition> Schemas => Extensions.Prepend(Schema);

    /// <summary>Which of the account's types it is: each change of its schemas makes the next.</summary>
    public int Generation { get; }

    /// <summary>The root of the type's users.</summary>
    public AttributeSet Attributes { get; }

    /// <summary>Whether a user needs names. Default: it does.</summary>
    public NameRule Names { get; }

    /// <summary>True if every attribute that is stored stands in an answer that asks for none: no extension hides one.</summary>
    public bool AnswersAsStored { get; }

    /// <summary>The same type with another rule for names.</summary>
    public UserType With(NameRule names) => names == Names ? this : _withOtherNames ??= new UserType(this, names);

    /// <summary>True if a user, or the complex value that holds it, cannot be without the attribute.</summary>
    public bool Requires(AttributeDefinition attribute) =>
        attribute.Required && (Names == NameRule.Required || !UserResource.IsPartOfNameRule(attribute));

    /// <summary>True if the URN, compared without case, is the core schema or an extension.</summary>
    public bool Defines(string schemaUri) =>
        schemaUri.Equals(Schema.Id, StringComparison.OrdinalIgnoreCase) || _extensions.ContainsKey(schemaUri);

    /// <summary>The pseudo-attribute of the extension with that URN, compared without case; null if the type has none.</summary>
    public AttributeDefinition? Extension(string schemaUri) => _extensions.GetValueOrDefault(schemaUri);

    /// <summary>
    /// The extension and its attribute of a name that stands without the extension's URN, where no core attribute has that name and
    /// one extension only; null for any other name.
    /// </summary>
    internal (AttributeDefinition Extension, AttributeDefinition Attribute)? FindShort(ReadOnlySpan<char> name) =>
        _shortNames.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var steps) ? (steps[0], steps[1]) : null;

    /// <summary>False if no name in the text can be one that <see cref="FindShort"/> finds.</summary>
    public bool MayNameShort(string text) => text.AsSpan().ContainsAny(_shortTexts);

    private static bool IsInEveryAnswer(AttributeDefinition attribute) =>
        attribute.Returned is Returned.Always or Returned.Default && attribute.SubAttributes.All(IsInEveryAnswer);

    private static AttributeDefinition ExtensionAttribute(SchemaDefinition extension) =>
        new(extension.Id, AttributeType.Complex, extension.Description) { SubAttributes = extension.Attributes, IsExtension = true };
}

namespace Scim.Operations.Remedies;

/// <summary>Changes by PATCH: paths, targets, and what may not be changed.</summary>
internal static class PatchRules
{
    public static IReadOnlyList<RemedyRule> All { get; } =
    [
        new(
            "path-schema-unknown",
            kind => kind.Type == "invalidPath" && kind.Says("names a schema"),
            c => "The path names a schema that the account does not have, and the account is strict. Correct the target attribute "
                + $"{c.Places.Mapping}, or give the account the schema.")
        {
            Step = c => new Remedy.AddSchema(c.Account),
        },
        new(
            "path-attribute-unknown",
            kind => kind.Type == "invalidPath" && (kind.Says("an attribute that the schema") || kind.Says("a sub-attribute that")),
            c => $"The path names an attribute that there is not. Correct the target attribute {c.Places.Mapping}: extension attributes "
                + "are written with their URN. Or give the account a schema that has it.")
        {
            Step = c => new Remedy.SeeSchemas(c.Account),
        },
        new(
            "path-brackets",
            kind => kind.Type == "invalidPath" && kind.Says("brackets"),
            c => $"The target attribute has brackets where none belong. Correct it {c.Places.Mapping}: brackets stand behind a list such "
                + "as emails, and end the path or are followed by one sub-attribute."),
        new(
            "path-malformed",
            kind => kind.Type == "invalidPath",
            c => $"The target attribute cannot be read. Correct it {c.Places.Mapping}, for instance to name.familyName, "
                + "emails[type eq \"work\"].value or URN:attribute."),
        new(
            "remove-without-path",
            kind => kind.Type == "noTarget" && kind.Says("remove needs"),
            _ => "A remove names no attribute. Let the client name one in path."),
        new(
            "target-missing",
            kind => kind.Type == "noTarget",
            c => "The filter of the path selects no entry of the user. An entry is created only for a filter by type or primary, and in a "
                + $"strict account never. Correct the target attribute {c.Places.Mapping}, or set the list as a whole first.")
        {
            Step = c => new Remedy.BeLenient(c.Account),
        },
        new(
            "required-removed",
            kind => kind.Type == "mutability" && kind.Says("is required"),
            c => $"The connector would empty an attribute that is required. Let its value be mapped {c.Places.Mapping}; "
                + $"{c.Places.Substitute}.")
        {
            Step = c => c.Kind.Says("name.givenName") || c.Kind.Says("name.familyName") || c.Kind.Says(": name ")
                ? new Remedy.NeedNoNames(c.Account)
                : null,
        },
        new(
            "immutable",
            kind => kind.Type == "mutability" && kind.Says("is immutable"),
            c => $"The attribute is set once and then stays. Map it {c.Places.Mapping} only when a user is created, or let the schema "
                + "have it readWrite.")
        {
            Step = c => new Remedy.SeeSchemas(c.Account),
        },
        new(
            "read-only",
            kind => kind.Type == "mutability",
            c => $"The attribute is the service's own and cannot be set. Remove it {c.Places.Mapping}."),
        new(
            "patch-operation",
            kind => kind.Type == "invalidSyntax" && (kind.Says("op must be") || kind.Says("Operations must be a list")),
            _ => "The PATCH or bulk request has no operations, or one whose op is not add, remove or replace. Correct the client."),
        new(
            "patch-value-missing",
            kind => kind.Type == "invalidValue" && (kind.Says("value is missing") || kind.Says("value must be an object of attributes")),
            _ => "An operation has no value, or without a path one that is no object of attributes. Let the client send both, and null to "
                + "unassign an attribute."),
        new(
            "active-removed",
            kind => kind.Type == "invalidValue" && kind.Says("active always has"),
            c => $"The connector removes active or sets it to null. Map it {c.Places.Mapping} so that it is always true or false."),
    ];
}

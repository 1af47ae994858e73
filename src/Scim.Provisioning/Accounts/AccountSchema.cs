using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Accounts;

/// <summary>A schema extension of an account's users, for as long as it is or was the same.</summary>
/// <param name="Definition">The schema.</param>
/// <param name="Document">The document that an operator gave (RFC 7643 §7); empty for one of <see cref="UserExtensions"/>.</param>
/// <param name="Since">The first generation that has it.</param>
/// <param name="Until">The first generation that no longer has it; null for none.</param>
public sealed record AccountSchema(SchemaDefinition Definition, ReadOnlyMemory<byte> Document, int Since, int? Until = null)
{
    /// <summary>Those that a new account has, of which nothing is stored.</summary>
    public static IReadOnlyList<AccountSchema> OfNewAccount { get; } =
        [.. UserType.Default.Extensions.Select(schema => new AccountSchema(schema, default, Since: 0))];

    /// <summary>True for a schema of the product's own.</summary>
    public bool IsBuiltIn => Document.IsEmpty;

    /// <summary>Whether a generation has it.</summary>
    public bool IsIn(int generation) => Since <= generation && !(Until <= generation);

    /// <summary>Whether it is as a later change than that of a generation left it.</summary>
    public bool IsAfter(int generation) => Since > generation || Until > generation;
}

namespace Scim.Protocol.Schemas;

/// <summary>How the requests of an account are read.</summary>
/// <param name="Type">What a user of the account has.</param>
/// <param name="Strictness">How a request is read that is not as the RFCs have it.</param>
public sealed record ReadingRules(UserType Type, Strictness Strictness)
{
    /// <summary>Those of a new account: lenient, with names required.</summary>
    public static ReadingRules Default { get; } = new(UserType.Default, Strictness.Lenient);

    /// <summary>Those of a new account but for the strictness.</summary>
    public static implicit operator ReadingRules(Strictness strictness) => new(UserType.Default, strictness);
}

/// <summary>Whether a user needs a given name and a family name.</summary>
public enum NameRule
{
    /// <summary>Both, and neither blank, as the modelled API has it. The default.</summary>
    Required,

    /// <summary>Neither: clients have users with one name or none.</summary>
    Optional,
}

using Scim.Http.Answers;
using Scim.Protocol.Errors;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Pipeline;

/// <summary>What endpoints ask of a token, and how they say no.</summary>
/// <param name="Scope">The scope that the token must have.</param>
/// <param name="Refuse">Makes the answer of an error.</param>
internal sealed record Protection(string Scope, Func<ScimError, Answer> Refuse)
{
    /// <summary>That of the SCIM endpoints.</summary>
    public static Protection Scim { get; } = new(Caller.ScimScope, ScimAnswers.Error);
}

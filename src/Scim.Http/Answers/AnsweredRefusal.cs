using Microsoft.AspNetCore.Http;
using Scim.Protocol.Errors;

namespace Scim.Http.Answers;

/// <summary>What an answer tells of a refusal or a failure, as it may be kept.</summary>
/// <param name="Type">The <c>scimType</c>, the <c>error</c> of OAuth, or the <c>err</c> of RFC 8935; null for none.</param>
/// <param name="Detail">Why, without what the client sent.</param>
internal sealed record AnsweredRefusal(string? Type, string Detail)
{
    /// <summary>That of an error.</summary>
    public static AnsweredRefusal Of(ScimError error) => new(error.Type, error.KeptDetail);

    /// <summary>What an answer tells; null if it refuses nothing, or the client was gone.</summary>
    public static AnsweredRefusal? In(IResult answer) => (answer as IRefusing)?.Refusal;
}

/// <summary>An answer that may tell of a refusal.</summary>
internal interface IRefusing
{
    /// <summary>The refusal; null for none.</summary>
    AnsweredRefusal? Refusal { get; }
}

using Microsoft.AspNetCore.Http;

namespace Scim.Http.Answers;

/// <summary>The status of answers.</summary>
internal static class AnsweredStatus
{
    /// <summary>The client was gone before there was an answer.</summary>
    public const int ClientGone = 499;

    /// <summary>The status of an answer; <see cref="ClientGone"/> for none.</summary>
    public static int Of(IResult answer) => answer is IStatusCodeHttpResult { StatusCode: { } code } ? code : ClientGone;
}

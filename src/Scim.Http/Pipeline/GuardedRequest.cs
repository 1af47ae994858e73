using Microsoft.AspNetCore.Http;
using Scim.Http.Answers;
using Scim.Http.Recording;
using Scim.Http.Telemetry;
using Scim.Protocol.Errors;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Pipeline;

/// <summary>A request under guard.</summary>
/// <param name="Http">The request.</param>
/// <param name="ScimBase">The base URL of the SCIM endpoints as the client knows it, without a slash at the end.</param>
/// <param name="CorrelationId">Its id in logs, in the audit trail and in 5xx answers.</param>
/// <param name="Deadline">How long it may wait for storage.</param>
/// <param name="Telemetry">What is counted of it.</param>
/// <param name="Notes">What is recorded of it.</param>
internal sealed record GuardedRequest(
    HttpRequest Http,
    string ScimBase,
    string CorrelationId,
    RequestDeadline Deadline,
    RequestTelemetry Telemetry,
    RequestNotes Notes)
{
    /// <summary>What its endpoint asks of a token. Default: what the SCIM endpoints ask.</summary>
    public Protection Protection { get; init; } = Protection.Scim;

    /// <summary>The bytes of the body, once <see cref="RequestBody"/> reads them; null before that.</summary>
    public Task<ReadOnlyMemory<byte>>? Bytes { get; set; }
}

/// <summary>What endpoints ask of a token, and how they say no.</summary>
/// <param name="Scope">The scope that the token must have.</param>
/// <param name="Refuse">Makes the answer of an error.</param>
internal sealed record Protection(string Scope, Func<ScimError, Answer> Refuse)
{
    /// <summary>That of the SCIM endpoints.</summary>
    public static Protection Scim { get; } = new(Caller.ScimScope, ScimAnswers.Error);
}

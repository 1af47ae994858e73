namespace Scim.Protocol.Errors;

/// <summary>
/// An error as RFC 7644 §3.12 describes it. <see cref="Detail"/> says what the caller should change; it names attributes and
/// never repeats their values.
/// </summary>
/// <param name="Status">HTTP status code, 400 to 599.</param>
/// <param name="Type">The <c>scimType</c> keyword, or null where the RFC names none for the status.</param>
/// <param name="Detail">A sentence for the caller's administrator.</param>
public sealed record ScimError(int Status, string? Type, string Detail)
{
    /// <summary>
    /// The detail without what is of this one request: a name or an id that it sent, or its own correlation id. Null where the detail has
    /// nothing of the kind.
    /// </summary>
    public string? Unquoted { get; init; }

    /// <summary>The detail as it may be kept.</summary>
    public string KeptDetail => Unquoted ?? Detail;

    /// <summary>Seconds after which a retry makes sense, sent as <c>Retry-After</c>; null sends none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The methods that an endpoint takes, sent as <c>Allow</c>; null sends none.</summary>
    public string? Allow { get; init; }

    /// <summary>The media types that a body may have, sent as <c>Accept</c> (RFC 9110 §15.5.16); null sends none.</summary>
    public string? Accept { get; init; }

    /// <summary>The media types that the body of a PATCH may have, sent as <c>Accept-Patch</c> (RFC 5789 §2.2); null sends none.</summary>
    public string? AcceptPatch { get; init; }

    /// <summary>The content codings that a body may have, sent as <c>Accept-Encoding</c> (RFC 9110 §15.5.16); null sends none.</summary>
    public string? AcceptEncoding { get; init; }

    /// <summary>400 <c>invalidSyntax</c>: the body is not the JSON that the request needs.</summary>
    public static ScimError InvalidSyntax(string detail) => new(400, "invalidSyntax", detail);

    /// <summary>400 <c>invalidSyntax</c>: the body has names that the schemas do not have.</summary>
    /// <param name="names">The names, as far as they cannot be values.</param>
    public static ScimError UnknownNames(string names) => InvalidSyntax($"The schemas do not define: {names}.") with
    {
        Unquoted = "The schemas do not define some of the names in the body.",
    };

    /// <summary>400 <c>invalidFilter</c>: the filter cannot be parsed or compares what cannot be compared (RFC 7644 §3.4.2.2).</summary>
    public static ScimError InvalidFilter(string detail) => new(400, "invalidFilter", detail);

    /// <summary>400 <c>invalidPath</c>: a PATCH path is malformed or names no attribute (RFC 7644 §3.5.2).</summary>
    public static ScimError InvalidPath(string detail) => new(400, "invalidPath", detail);

    /// <summary>400 <c>noTarget</c>: a PATCH path selects nothing that could be changed (RFC 7644 §3.5.2).</summary>
    public static ScimError NoTarget(string detail) => new(400, "noTarget", detail);

    /// <summary>400 <c>invalidValue</c>: a value is missing, of the wrong type or outside its limits.</summary>
    public static ScimError InvalidValue(string detail) => new(400, "invalidValue", detail);

    /// <summary>400 <c>invalidValue</c>: the Host field (RFC 9110 §7.2) is missing, empty or names another host.</summary>
    public static ScimError UnknownHost() =>
        InvalidValue("The Host field does not name this service. Send the host of its address; its operator can set a public base URL.");

    /// <summary>400 <c>mutability</c>: the change is not allowed by the attribute's mutability (RFC 7643 §7).</summary>
    public static ScimError Mutability(string detail) => new(400, "mutability", detail);

    /// <summary>400 <c>tooMany</c>: the query would read or sort more than the service allows.</summary>
    public static ScimError TooMany(string detail) => new(400, "tooMany", detail);

    /// <summary>400 <c>tooMany</c>: the query would compute more than one request may.</summary>
    public static ScimError QueryTooCostly() => TooMany(
        "The query compares more text than one request may. "
        + "Filter by id, userName, externalId or emails.value, or with fewer comparisons.");

    /// <summary>400 <c>invalidCursor</c>: the cursor was not issued for this query (RFC 9865 §2.1).</summary>
    public static ScimError InvalidCursor(string detail) => new(400, "invalidCursor", detail);

    /// <summary>400 <c>expiredCursor</c>: the cursor is too old (RFC 9865 §2.1).</summary>
    public static ScimError ExpiredCursor() => new(400, "expiredCursor", "The cursor has expired. Ask for the first page again.");

    /// <summary>400 <c>invalidCount</c>: in cursor mode <c>count</c> must be a positive integer (RFC 9865 §2.1).</summary>
    public static ScimError InvalidCount() => new(400, "invalidCount", "With a cursor, count must be a whole number over 0.");

    /// <summary>408: the body did not arrive in time (RFC 9110 §15.5.9).</summary>
    /// <param name="seconds">How long a body is waited for at most.</param>
    public static ScimError RequestTimeout(int seconds) =>
        new(408, null, $"The body comes too slowly: it may take {seconds} s, without long pauses. Send the request again.");

    /// <summary>409 <c>uniqueness</c>: another resource holds the value (RFC 7644 §3.3).</summary>
    public static ScimError Uniqueness(string attribute) =>
        new(409, "uniqueness", $"Another user of this account has the same {attribute}. Choose another value.");

    /// <summary>401: the credential is missing, unknown, expired or revoked.</summary>
    public static ScimError Unauthorized(string detail) => new(401, null, detail);

    /// <summary>403: the credential is valid but does not allow the request.</summary>
    public static ScimError Forbidden(string detail) => new(403, null, detail);

    /// <summary>404 for a resource id that does not exist in the caller's account. A text that is no UUID is not repeated.</summary>
    public static ScimError ResourceNotFound(string id) => Guid.TryParseExact(id, "D", out _)
        ? new(404, null, $"Resource {id} not found.") { Unquoted = "Resource not found." }
        : new(404, null, "The resource was not found. Check the end of the path.");

    /// <summary>404 for a stream of events that the caller's account does not have, or that is not polled for.</summary>
    public static ScimError StreamNotFound() =>
        new(404, null, "The account has no such stream that is polled for. Check the end of the path.");

    /// <summary>404 for a path that the service does not have.</summary>
    public static ScimError EndpointNotFound() => new(404, null, "There is no such endpoint. Check the path of the request.");

    /// <summary>405: the endpoint exists but does not take the method; the answer carries <c>Allow</c>.</summary>
    public static ScimError MethodNotAllowed(string allow) => new(405, null, $"This endpoint takes {allow}.") { Allow = allow };

    /// <summary>400 <c>invalidValue</c>: an operation of a Bulk refers to a bulkId that no POST of it has (RFC 7644 §3.7.2).</summary>
    public static ScimError UnknownBulkId() =>
        InvalidValue("The operation refers to a bulkId that no POST of the request has.");

    /// <summary>409: an operation of a Bulk refers to a user whose creation failed (RFC 7644 §3.7.1).</summary>
    public static ScimError FailedBulkId() =>
        new(409, null, "The operation refers to a bulkId whose POST failed. Correct that one and send both again.");

    /// <summary>412: the resource is not at the version that the request demands (RFC 7644 §3.14).</summary>
    public static ScimError VersionMismatch() =>
        new(412, null, "The user has changed since it was read. Read it again and repeat the change.");

    /// <summary>413: the body or the resource is over its limit.</summary>
    public static ScimError PayloadTooLarge(string detail) => new(413, null, detail);

    /// <summary>413: the change would compute more than one request may. Nothing of it has happened.</summary>
    public static ScimError ChangeTooCostly() => PayloadTooLarge(
        "The change compares more text than one request may, so it was not made. "
        + "Send fewer operations in one request, or shorter filters.");

    /// <summary>413: a Bulk has more operations than the service takes (RFC 7644 §3.7.4).</summary>
    public static ScimError TooManyOperations(int most) =>
        PayloadTooLarge($"The request has over maxOperations ({most}) operations. Send fewer.");

    /// <summary>415: the body is not JSON in UTF-8, or is compressed.</summary>
    public static ScimError UnsupportedMediaType(string detail) => new(415, null, detail);

    /// <summary>429: the caller is over its rate (RFC 6585 §4).</summary>
    /// <param name="retryAfterSeconds">Whole seconds to the next token, at least 1.</param>
    public static ScimError TooManyRequests(int retryAfterSeconds) =>
        new(429, null, "The client is over its request rate. Wait as long as Retry-After says.") { RetryAfterSeconds = retryAfterSeconds };

    /// <summary>429: other requests of the account were being computed all the time that this one could wait.</summary>
    public static ScimError AccountBusy() =>
        new(429, null, "Other costly requests of the account are still being computed, so this one was not tried. Send fewer at once.")
        {
            RetryAfterSeconds = 5,
        };

    /// <summary>429: too many tokens that nobody knows came from the caller's address, and others wait already (RFC 6585 §4).</summary>
    /// <param name="retryAfterSeconds">Whole seconds after which a retry makes sense, at least 1.</param>
    public static ScimError TooManyUnknownTokens(int retryAfterSeconds) =>
        new(429, null, "Too many unknown tokens came from this address. Check the token, and wait as long as Retry-After says.")
        {
            RetryAfterSeconds = retryAfterSeconds,
        };

    /// <summary>500 for a fault of the service.</summary>
    /// <param name="correlationId">The id under which the fault was logged.</param>
    public static ScimError Internal(string correlationId) =>
        new(500, null, $"The service failed. Report correlation id {correlationId} to its operator.")
        {
            Unquoted = "The service failed. Report the correlation id to its operator.",
        };

    /// <summary>501: the endpoint is defined by the RFC and not offered here.</summary>
    public static ScimError NotImplemented(string detail) => new(501, null, detail);

    /// <summary>501: what would change groups.</summary>
    public static ScimError NoGroups() =>
        NotImplemented("There are no groups here. Switch the connector's provisioning of groups and its group mappings off.");

    /// <summary>503: storage cannot answer now. A write has either happened whole or not at all.</summary>
    /// <param name="correlationId">The id under which the outage was logged.</param>
    public static ScimError Unavailable(string correlationId) =>
        new(503, null, $"The service cannot reach its storage. Retry later; correlation id {correlationId}.")
        {
            Unquoted = "The service cannot reach its storage. Retry later.",
            RetryAfterSeconds = 5,
        };

    /// <summary>
    /// 503: others changed the same user, account or bucket at the same time, and were faster every time. Nothing was changed.
    /// </summary>
    public static ScimError Contended() =>
        new(
            503,
            null,
            "Other requests changed the same user, account or rate limit at the same time. Nothing was changed; send the request again.")
        {
            RetryAfterSeconds = 1,
        };

    /// <summary>503: there is no key to sign the events of a stream by.</summary>
    public static ScimError NoSigningKey() =>
        new(
            503,
            null,
            "The service has no key by which this stream's events are signed. Its operator finds what to do in the service's log and under "
            + "signing keys in its documentation; no event is lost meanwhile.")
        {
            RetryAfterSeconds = 60,
        };

    /// <summary>503 for an operation that a Bulk had no time left for.</summary>
    public static ScimError NotTried() => new(503, null, "The request took too long, so the operation was not tried. Send it again.");
}

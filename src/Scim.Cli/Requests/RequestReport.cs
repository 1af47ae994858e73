using Scim.Cli.Output;
using Scim.Provisioning.Requests;

namespace Scim.Cli.Requests;

/// <summary>What the log says of one request.</summary>
internal static class RequestReport
{
    /// <summary>Everything, for scripts.</summary>
    public static IReadOnlyList<Column<LoggedRequest>> Columns { get; } =
    [
        new("when", request => request.When),
        new("status", request => request.Status),
        new("operation", request => request.Operation),
        new("client", request => request.Client.Value),
        new("user", request => request.User?.ToString()),
        new("type", request => request.Type),
        new("detail", request => request.Detail),
        new("attributes", request => request.Attributes),
        new("method", request => request.Method),
        new("route", request => request.Route),
        new("milliseconds", request => Math.Round(request.Duration.TotalMilliseconds, 1)),
        new("bulkPlace", request => request.BulkPlace),
        new("correlationId", request => request.CorrelationId),
    ];

    /// <summary>What a person reads, in a table or line by line.</summary>
    public static IReadOnlyList<Column<LoggedRequest>> Table { get; } =
    [
        new("when", request => request.When) { IsWhole = true },
        new("status", request => request.Status),
        new("operation", request => request.Operation) { IsWhole = true },
        new("why", request => request.Type is null ? request.Detail : $"{request.Type}: {request.Detail}"),
        new("attributes", request => request.Attributes),
        new("user", request => request.User?.ToString()),
        new("client", request => request.Client.Value),
        new("correlationId", request => request.CorrelationId),
    ];
}

using System.Diagnostics;
using System.Text.Json;

namespace Scim.Testing.Functions.Protocol;

/// <summary>The messages of the worker protocol that a host sends, and the fields of those that it gets.</summary>
internal static class WorkerMessages
{
    /// <summary>Fields of a StreamingMessage: which message it carries.</summary>
    public const int RpcLog = 2;
    public const int InvocationResponse = 5;
    public const int LoadResponse = 9;
    public const int InitResponse = 16;
    public const int StartStream = 20;
    public const int MetadataResponse = 30;

    private const int InvocationRequest = 4;
    private const int LoadRequest = 8;
    private const int Terminate = 14;
    private const int InitRequest = 17;
    private const int InvocationCancel = 21;
    private const int MetadataRequest = 29;

    public static WireMessage Init(string folder) =>
        In(InitRequest, new WireMessage().Add(1, "4.0.0").Add(4, folder).Add(5, folder));

    public static WireMessage AskForMetadata(string folder) => In(MetadataRequest, new WireMessage().Add(1, folder));

    public static WireMessage Load(WorkerFunction function) =>
        In(LoadRequest, new WireMessage().Add(1, function.Id).Add(2, function.Metadata));

    /// <summary>Calls a function for an HTTP request that reaches the worker another way.</summary>
    public static WireMessage InvokeByHttp(
        WorkerFunction function, string invocation, IEnumerable<KeyValuePair<string, object?>> routeValues)
    {
        var http = new WireMessage();
        foreach (var (name, value) in routeValues) http.AddEntry(10, name, new WireMessage().Add(1, $"{value}"));
        return Invoke(function, invocation, new WireMessage().Add(5, http));
    }

    /// <summary>Calls a function as its timer does, which notes its runs: it has run before and is on time.</summary>
    public static WireMessage InvokeByTimer(WorkerFunction function, string invocation, DateTimeOffset last, DateTimeOffset now)
    {
        var status = new { Last = last, Next = now, LastUpdated = last };
        var timer = new { Schedule = new { AdjustForDST = true }, ScheduleStatus = status, IsPastDue = false };
        return Invoke(function, invocation, new WireMessage().Add(2, JsonSerializer.Serialize(timer)));
    }

    /// <summary>Tells a call to end, as a host does that stops.</summary>
    public static WireMessage Cancel(string invocation) => In(InvocationCancel, new WireMessage().Add(2, invocation));

    /// <summary>Asks the worker to end.</summary>
    public static WireMessage End() => In(Terminate, new WireMessage());

    private static WireMessage Invoke(WorkerFunction function, string invocation, WireMessage data) => In(
        InvocationRequest,
        new WireMessage()
            .Add(1, invocation)
            .Add(2, function.Id)
            .Add(3, new WireMessage().Add(1, function.TriggerParameter).Add(2, data))
            .Add(5, new WireMessage().Add(1, $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00")));

    private static WireMessage In(int field, WireMessage message) =>
        new WireMessage().Add(1, Guid.NewGuid().ToString()).Add(field, message);
}

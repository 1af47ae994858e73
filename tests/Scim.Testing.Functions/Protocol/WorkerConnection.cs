using System.Collections.Concurrent;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using static Scim.Testing.Functions.Protocol.WorkerMessages;

namespace Scim.Testing.Functions.Protocol;

/// <summary>The stream of a worker that has connected: what is asked of the worker over it, each question with its answer.</summary>
/// <param name="stream">The stream.</param>
/// <param name="log">Takes what the worker logs, line by line.</param>
internal sealed class WorkerConnection(GrpcStream stream, Action<LogLevel, string> log)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<WireMessage>> _asked = new();
    private bool _over;

    /// <summary>Takes what the worker sends until its stream ends. What was asked and not answered fails then.</summary>
    public async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await stream.ReadAsync(cancellationToken) is { } message) Take(message);
        }
        finally
        {
            _over = true;
            foreach (var asked in _asked.Values) asked.TrySetException(new WorkerException());
        }
    }

    /// <summary>Makes the worker ready and loads its functions.</summary>
    /// <param name="folder">The folder of the app.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The address at which it takes HTTP requests, and its functions in the order of their names.</returns>
    /// <exception cref="WorkerException">It failed or is gone.</exception>
    public async Task<(string Address, IReadOnlyList<WorkerFunction> Functions)> LoadAsync(
        string folder, CancellationToken cancellationToken)
    {
        var ready = await AskAsync(KeyOf(InitResponse), Init(folder), cancellationToken);
        var described = await AskAsync(KeyOf(MetadataResponse), AskForMetadata(folder), cancellationToken);
        var functions = described.Messages(1).Select(metadata => new WorkerFunction(metadata))
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var function in functions)
            ThrowIfFailed(await AskAsync(KeyOf(LoadResponse, function.Id), Load(function), cancellationToken), 2);
        return (ready.Map(2)["HttpUri"], functions);
    }

    /// <summary>Calls a function for an HTTP request, whose content reaches the worker another way.</summary>
    /// <exception cref="WorkerException">The function failed, or the worker is gone.</exception>
    public Task InvokeByHttpAsync(
        WorkerFunction function, string invocation, RouteValueDictionary values, CancellationToken cancellationToken) =>
        InvokeAsync(invocation, WorkerMessages.InvokeByHttp(function, invocation, values), cancellationToken);

    /// <summary>Calls a function as its timer does.</summary>
    /// <param name="function">The function.</param>
    /// <param name="invocation">The call's id.</param>
    /// <param name="stop">Tells the function to end, whose end is awaited nevertheless.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="WorkerException">The function failed, or the worker is gone.</exception>
    public async Task InvokeByTimerAsync(
        WorkerFunction function, string invocation, CancellationToken stop, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var call = InvokeAsync(invocation, WorkerMessages.InvokeByTimer(function, invocation, now.AddMinutes(-5), now), cancellationToken);
        await using var stopping = stop.Register(() => _ = stream.WriteAsync(Cancel(invocation), CancellationToken.None));
        await call;
    }

    /// <summary>Asks the worker to end.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => stream.WriteAsync(End(), cancellationToken);

    private static string KeyOf(int answer, string id = "") => $"{answer}:{id}";

    private static void ThrowIfFailed(WireMessage answer, int result)
    {
        const int Success = 1;
        if (answer.Message(result) is var status && status.Number(4) != Success)
            throw new WorkerException($"The worker failed: {status.Message(2).Text(2)}");
    }

    private async Task InvokeAsync(string invocation, WireMessage request, CancellationToken cancellationToken) =>
        ThrowIfFailed(await AskAsync(KeyOf(InvocationResponse, invocation), request, cancellationToken), 3);

    private async Task<WireMessage> AskAsync(string key, WireMessage question, CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource<WireMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[key] = asked;
        try
        {
            if (_over) throw new WorkerException();
            await stream.WriteAsync(question, cancellationToken);
            return await asked.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _asked.TryRemove(key, out _);
        }
    }

    private void Take(WireMessage message)
    {
        if (message.Has(RpcLog)) Log(message.Message(RpcLog));
        else if (message.Has(InitResponse)) Answer(KeyOf(InitResponse), message.Message(InitResponse));
        else if (message.Has(MetadataResponse)) Answer(KeyOf(MetadataResponse), message.Message(MetadataResponse));
        else if (message.Has(LoadResponse)) AnswerOf(LoadResponse, message);
        else if (message.Has(InvocationResponse)) AnswerOf(InvocationResponse, message);
    }

    private void AnswerOf(int kind, WireMessage message)
    {
        var answer = message.Message(kind);
        Answer(KeyOf(kind, answer.Text(1)), answer);
    }

    private void Answer(string key, WireMessage answer)
    {
        if (_asked.TryGetValue(key, out var asked)) asked.TrySetResult(answer);
    }

    /// <summary>Level, category, event and text, and the exception, as a host has them for its own logs.</summary>
    private void Log(WireMessage line) => log(
        (LogLevel)line.Number(3), // The protocol numbers them alike.
        $"{line.Number(3)} {line.Text(2)} {line.Text(5)} {line.Text(4)} {line.Message(6).Text(2)}");
}

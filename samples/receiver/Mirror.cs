using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Samples.Receiver;

/// <summary>
/// The users as the events tell them, in a file. An event is in the file before it is answered, together with its id: one that comes again
/// is known, so each is applied exactly once.
/// </summary>
internal sealed class Mirror : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _path;
    private MirrorState _state;

    /// <summary>The mirror of a file, which may not be there yet.</summary>
    public Mirror(ReceiverOptions options)
    {
        _path = Path.GetFullPath(options.File);
        _state = File.Exists(_path)
            ? JsonSerializer.Deserialize<MirrorState>(File.ReadAllBytes(_path)) ?? new MirrorState()
            : new MirrorState();
    }

    /// <summary>The users by id.</summary>
    public IReadOnlyDictionary<string, JsonObject> Users => _state.Users;

    /// <summary>What came last, the newest first.</summary>
    public IReadOnlyList<string> Latest => _state.Latest;

    /// <summary>Applies events that are not known yet, and keeps them.</summary>
    public async Task TakeAsync(IReadOnlyList<ReceivedEvent> events, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var next = _state.Copy();
            foreach (var told in events)
            {
                if (next.Known.Add(told.Id))
                    next.Apply(told);
            }
            await SaveAsync(next, stop);
            _state = next;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Whole or not at all: under another name first.</summary>
    private async Task SaveAsync(MirrorState state, CancellationToken stop)
    {
        var unfinished = $"{_path}.new";
        await using (var file = File.Create(unfinished))
        {
            await JsonSerializer.SerializeAsync(file, state, cancellationToken: stop);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, _path, overwrite: true);
    }
}

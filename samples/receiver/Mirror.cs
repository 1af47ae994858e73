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
    /// <exception cref="ReceiverStartException">It is no mirror.</exception>
    public Mirror(ReceiverOptions options)
    {
        _path = Path.GetFullPath(options.File);
        try
        {
            _state = File.Exists(_path)
                ? JsonSerializer.Deserialize<MirrorState>(File.ReadAllBytes(_path)) ?? throw new JsonException()
                : new MirrorState();
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ReceiverStartException(
                $"--file {_path} cannot be read. Name another, and have the users sent again by scim stream replay.", wrong);
        }
    }

    /// <summary>The users by id.</summary>
    public IReadOnlyDictionary<string, JsonObject> Users => _state.Users;

    /// <summary>What came last, the newest first.</summary>
    public IReadOnlyList<string> Latest => _state.Latest;

    /// <summary>Applies events that are not known yet, and keeps them. If it fails, none has been applied.</summary>
    /// <returns>Those that are refused, by their ids.</returns>
    public async Task<IReadOnlyDictionary<string, SetError>> TakeAsync(IReadOnlyList<ReceivedEvent> events, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var (next, refused) = (_state.Copy(), new Dictionary<string, SetError>());
            foreach (var told in events)
            {
                try
                {
                    next.Apply(told);
                }
                catch (SetRefusedException refusal)
                {
                    refused[told.Id] = refusal.ToError();
                }
            }
            if (next.Known.Count > _state.Known.Count)
                await SaveAsync(next, stop);
            _state = next;
            return refused;
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

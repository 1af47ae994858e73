using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Scim.LocalHost.Azurite;

/// <summary>
/// The folder that keeps an Azurite's data, held by one process at a time. It remembers its last Azurite, which outlives a killed
/// process for as long as it takes to save.
/// </summary>
internal sealed class DataFolder : IAsyncDisposable
{
    private const string DataFile = "tables.json"; // Named so in run.js.
    private const long NearlyFull = 450L * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PatienceWithHolder = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PatienceWithAzurite = TimeSpan.FromSeconds(20);

    // Systems tell the time at which a process started with some milliseconds of difference between two readings.
    private static readonly TimeSpan ClockJitter = TimeSpan.FromSeconds(2);

    private readonly FileStream _held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _held = held;
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>True if the data are about as many as an Azurite can write: it makes one string of them, of at most 512 MB.</summary>
    public bool IsFull => new FileInfo(System.IO.Path.Combine(Path, DataFile)) is { Exists: true, Length: > NearlyFull };

    /// <summary>Creates and takes the folder, and waits until its last Azurite has saved.</summary>
    /// <exception cref="AzuriteException">Another process holds it, or it cannot be written.</exception>
    public static async Task<DataFolder> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var full = System.IO.Path.GetFullPath(path);
        FileStream? held;
        try
        {
            Directory.CreateDirectory(full);
            held = await ExclusiveFile.OpenAsync(System.IO.Path.Combine(full, "azurite.lock"), PatienceWithHolder, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AzuriteException($"The data folder '{full}' cannot be written. Set LocalHost:DataPath to another folder.", exception);
        }

        if (held is null)
            throw new AzuriteException(
                $"Another local host uses the data folder '{full}'. Stop it, or set LocalHost:DataPath to another folder.");
        var folder = new DataFolder(full, held);
        try
        {
            await folder.WaitForLastAzuriteAsync(cancellationToken);
            return folder;
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Remembers the Azurite that now uses the folder.</summary>
    public void Remember(Process azurite)
    {
        _held.SetLength(0);
        _held.Write(Encoding.ASCII.GetBytes($"{azurite.Id} {azurite.StartTime.ToUniversalTime():O}"));
        _held.Flush();
    }

    /// <summary>Releases the folder.</summary>
    public ValueTask DisposeAsync() => _held.DisposeAsync();

    private async Task WaitForLastAzuriteAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(_held, Encoding.ASCII, leaveOpen: true);
        var line = (await reader.ReadToEndAsync(cancellationToken)).Split(' ');
        if (line.Length < 2
            || !int.TryParse(line[0], CultureInfo.InvariantCulture, out var id)
            || !DateTimeOffset.TryParse(line[1], CultureInfo.InvariantCulture, out var started))
        {
            return;
        }

        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (IsRunning(id, started))
        {
            if (time.GetElapsedTime(start) > PatienceWithAzurite)
                throw new AzuriteException(
                    $"Process {id} still uses the data folder '{Path}'. End it, or set LocalHost:DataPath to another folder.");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static bool IsRunning(int id, DateTimeOffset started)
    {
        try
        {
            // A process that has ended but that nobody waits for, as in a container without an init process, has no memory.
            using var process = Process.GetProcessById(id);
            return process.WorkingSet64 > 0 && (process.StartTime.ToUniversalTime() - started).Duration() < ClockJitter;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }
}

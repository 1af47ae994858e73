namespace Scim.LocalHost.Azurite;

/// <summary>A file that one process at a time has open. The system releases it however that process ends.</summary>
internal static class ExclusiveFile
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Opens the file, waiting for its holder; null if that took longer than <paramref name="patience"/>.</summary>
    public static async Task<FileStream?> OpenAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException))
            {
                if (time.GetElapsedTime(start) >= patience) return null;
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}

using Scim.Events.Signing;
using Scim.LocalHost.Settings;

namespace Scim.LocalHost.Streams;

/// <summary>The signing keys of a local host that has none by its settings: made on the first start, and kept beside its data.</summary>
internal static class LocalSigningKeys
{
    private const string FileName = "signing-keys.json";
    private const UnixFileMode OnlyMine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The setting that the file has, which is made if it is not there.</summary>
    /// <param name="dataPath">The folder of the data.</param>
    /// <param name="now">The clock's time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StartException">The file can be neither read nor made.</exception>
    public static async Task<string> ReadAsync(string dataPath, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetFullPath(dataPath), FileName);
        try
        {
            if (!File.Exists(path))
                await MakeAsync(path, now, cancellationToken);
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"The signing keys '{path}' can be neither read nor made. Set LocalHost:DataPath to another folder.", exception);
        }
    }

    /// <summary>Under another name first: of several hosts that start at once one makes it, and none reads half of it.</summary>
    private static async Task MakeAsync(string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // A full path of a file has one.
        var setting = SigningKeySetting.With(null, "ES256", now, now).Setting;
        setting = SigningKeySetting.With(setting, "RS256", now, now).Setting;
        var unfinished = $"{path}.{Guid.NewGuid():N}"; // In containers all hosts may have one process id.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OnlyMine;
        await using (var file = new StreamWriter(unfinished, options)) await file.WriteAsync(setting.AsMemory(), cancellationToken);
        try
        {
            File.Move(unfinished, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }
}

using Scim.Cli.Output;

namespace Scim.Cli.Running;

/// <summary>Files that nobody but their owner may read, from their first byte on.</summary>
internal static class PrivateFile
{
    /// <summary>Writes a file, which is there whole or not at all; before one is replaced, the operator is asked.</summary>
    /// <param name="session">The run of the command.</param>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes what is to stand in it.</param>
    /// <returns>What the writing gave.</returns>
    /// <exception cref="CliException">It cannot be written, or the operator did not agree.</exception>
    public static async Task<T> WriteAsync<T>(Session session, string path, Func<Stream, Task<T>> write)
    {
        if (File.Exists(path)) session.Confirm($"The file '{path}' is there already and will be replaced.");
        var unfinished = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            T written;
            await using (var file = new FileStream(unfinished, ForItsOwner()))
                written = await write(file);
            File.Move(unfinished, path, overwrite: true);
            return written;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The file '{path}' cannot be written. See that its folder is there and open to you.");
        }
        finally
        {
            if (File.Exists(unfinished)) File.Delete(unfinished);
        }
    }

    private static FileStreamOptions ForItsOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}

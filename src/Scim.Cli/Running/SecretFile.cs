using System.Text;
using Scim.Cli.Output;

namespace Scim.Cli.Running;

/// <summary>Secrets that an operator hands in by a file or by standard input, so that no command line has them.</summary>
internal static class SecretFile
{
    /// <summary>Stands for standard input.</summary>
    public const string StandardInput = "-";

    private const int MostBytes = 64 * 1024;

    /// <summary>Reads one. A stop ends it at once, although neither the opening nor the reading of a pipe heeds one.</summary>
    /// <param name="session">The run of the command.</param>
    /// <param name="path">The file, or <see cref="StandardInput"/>.</param>
    /// <exception cref="CliException">It cannot be read, or is too large.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static Task<string> ReadAsync(Session session, string path) =>
        Task.Run(() => Read(session, path), CancellationToken.None).WaitAsync(session.Stop);

    private static string Read(Session session, string path)
    {
        try
        {
            using var input = path == StandardInput ? session.OpenInput() : File.OpenRead(path);
            var content = new byte[MostBytes + 1];
            var length = input.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length > MostBytes) throw new CliException($"The value is larger than {MostBytes / 1024} KiB.");
            return Encoding.UTF8.GetString(content.AsSpan(0, length)).TrimStart('\uFEFF');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CliException($"The file '{path}' cannot be read. See that it is there and open to you.");
        }
    }
}

using System.CommandLine;
using System.Text;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Streams;

namespace Scim.Cli.Streams;

/// <summary>The value that holds the signing keys, on its way in and out. It is a secret.</summary>
internal static class SigningKeyValue
{
    private const string StandardInput = "-";
    private const int MostBytes = 64 * 1024;

    /// <summary>What there is to say of a key.</summary>
    public static IReadOnlyList<Column<ListedSigningKey>> Columns { get; } =
    [
        new("kid", key => key.Id),
        new("alg", key => key.Algorithm),
        new("signsFrom", key => key.SignsFrom),
        new("signs", key => key.Signs),
    ];

    private static IReadOnlyList<Column<SigningKeyChange>> WithValue { get; } =
    [
        .. Columns.Select(column => new Column<SigningKeyChange>(column.Name, change => column.Value(change.Key))),
        new("value", change => change.Value),
    ];

    /// <summary>Where the value comes from.</summary>
    public static Option<string> FileOption(bool required) => new("--file")
    {
        Description = $"The file with the value so far, or {StandardInput} for standard input."
            + (required ? "" : " Without it there is none."),
        HelpName = "FILE",
        Required = required,
    };

    /// <summary>Where the new value goes.</summary>
    public static Option<string> OutOption() => new("--out")
    {
        Description = "The file for the new value, which only you may read. Without it the value is printed.",
        HelpName = "FILE",
    };

    /// <summary>Reads a value.</summary>
    /// <exception cref="CliException">It cannot be read, or is too large.</exception>
    public static async Task<string> ReadAsync(Session session, string path)
    {
        try
        {
            await using var input = path == StandardInput ? session.OpenInput() : File.OpenRead(path);
            var content = new byte[MostBytes + 1];
            var length = await input.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, session.Stop);
            if (length > MostBytes) throw new CliException($"The value is larger than {MostBytes / 1024} KiB.");
            return Encoding.UTF8.GetString(content.AsSpan(0, length)).TrimStart('\uFEFF');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CliException($"The file '{path}' cannot be read. See that it is there and open to you.");
        }
    }

    /// <summary>Gives the new value out: to a file, or else in the place of what other commands answer.</summary>
    /// <exception cref="CliException">The file cannot be written.</exception>
    public static async Task GiveAsync(Session session, SigningKeyChange change, string? path)
    {
        if (path is not null)
        {
            await PrivateFile.WriteAsync(session, path, async file =>
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes($"{change.Value}\n"), session.Stop);
                return change;
            });
            session.Answers.Item(change.Key, Columns);
        }
        else if (session.Answers.AsJson) session.Answers.Item(change, WithValue);
        else session.Answers.Verbatim(change.Value);
    }

    /// <summary>Says what is to be done with it.</summary>
    public static void SayWhereTo(Session session) => session.Say(
        "Keep the value as a secret and set it as Events__SigningKeys of the hosts; in Azure as the secret events-signing-keys of the "
        + "key vault.");
}

using System.CommandLine;
using System.Text;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Streams;

namespace Scim.Cli.Streams;

/// <summary>The value that holds the signing keys, on its way in and out. It is a secret.</summary>
internal static class SigningKeyValue
{
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
        Description = $"The file with the value so far, or {SecretFile.StandardInput} for standard input."
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

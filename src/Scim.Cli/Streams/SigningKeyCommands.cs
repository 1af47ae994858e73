using System.CommandLine;
using System.Globalization;
using Scim.Cli.Running;
using Scim.Operations.Streams;

namespace Scim.Cli.Streams;

/// <summary>
/// <c>scim stream keys</c>: the keys that sign events. They are no row of a table but the value of a secret setting, which comes from a
/// file and goes to one.
/// </summary>
internal static class SigningKeyCommands
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ssK";

    public static Command Create(CommandRunner runner) => new("keys", "The keys that sign events: the value of a secret setting.")
    {
        Add(runner), List(runner), Remove(runner),
    };

    private static CommandWithExamples Add(CommandRunner runner)
    {
        var algorithm = new Option<string>("--alg")
        {
            Description = "How it signs. Default: ES256.",
            DefaultValueFactory = _ => SigningKeyOperations.Algorithms[0],
        };
        algorithm.AcceptOnlyFromAmong([.. SigningKeyOperations.Algorithms]);
        var from = SignsFromOption();
        var (file, output) = (SigningKeyValue.FileOption(required: false), SigningKeyValue.OutOption());
        var command = new CommandWithExamples(
            "add",
            "Makes a key, and writes the value of the setting that has it beside the keys so far.",
            "scim stream keys add --alg ES256 --out keys.json",
            "scim stream keys add --alg ES256 --file keys.json --out keys.json --yes")
        {
            algorithm, from, file, output,
        };
        command.UsesStorage = false;
        runner.On(command, async (line, session) =>
        {
            var now = session.Time.GetUtcNow();
            var value = line.GetValue(file) is { } path ? await SecretFile.ReadAsync(session, path) : null;
            var keys = session.Get<SigningKeyOperations>();
            var change = keys.Add(value, line.GetRequiredValue(algorithm), line.GetValue(from)?.At(now));
            await SigningKeyValue.GiveAsync(session, change, line.GetValue(output));
            if (session.Answers.AsJson) return;
            session.Say(change.Key.Signs ? $"The key '{change.Key.Id}' signs as soon as it is set." : string.Create(
                CultureInfo.InvariantCulture,
                $"The key '{change.Key.Id}' signs from {change.Key.SignsFrom.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC on."));
            var isFirst = keys.List(change.Value).Count(key => key.Algorithm == change.Key.Algorithm) == 1;
            if (!isFirst && change.Key.SignsFrom < now + SigningKeyOperations.Notice - TimeSpan.FromSeconds(1))
                session.Say("Receivers that still remember the keys without it refuse what it signs: 48 h are safe.");
            SigningKeyValue.SayWhereTo(session);
        });
        return command;
    }

    private static CommandWithExamples List(CommandRunner runner)
    {
        var file = SigningKeyValue.FileOption(required: true);
        var command = new CommandWithExamples(
            "list", "Lists the keys of a value, without what is secret of them.", "scim stream keys list --file keys.json") { file };
        command.UsesStorage = false;
        runner.On(command, async (line, session) =>
        {
            var value = await SecretFile.ReadAsync(session, line.GetRequiredValue(file));
            session.Answers.List(session.Get<SigningKeyOperations>().List(value), SigningKeyValue.Columns);
        });
        return command;
    }

    private static CommandWithExamples Remove(CommandRunner runner)
    {
        var id = new Option<string>("--kid") { Description = "The key's id.", HelpName = "KID", Required = true };
        var force = new Option<bool>("--force") { Description = "Remove even the key that signs now, or the last one." };
        var (file, output) = (SigningKeyValue.FileOption(required: true), SigningKeyValue.OutOption());
        var command = new CommandWithExamples(
            "remove",
            "Writes the value of the setting without a key.",
            "scim stream keys remove --kid KID --file keys.json --out keys.json --yes")
        {
            id, force, file, output,
        };
        command.UsesStorage = false;
        runner.On(command, async (line, session) =>
        {
            var value = await SecretFile.ReadAsync(session, line.GetRequiredValue(file));
            var change = session.Get<SigningKeyOperations>().Remove(value, line.GetRequiredValue(id), line.GetValue(force));
            await SigningKeyValue.GiveAsync(session, change, line.GetValue(output));
            if (!session.Answers.AsJson) SigningKeyValue.SayWhereTo(session);
        });
        return command;
    }

    private static Option<SignsFrom> SignsFromOption() => new("--signs-from")
    {
        Description = "From when on it signs. Default: at once for the first key of its algorithm, else in 48 h.",
        HelpName = "TIME|48h",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && ReadTime(token.Value) is { } time) return time;
            result.AddError("--signs-from takes a time such as 2026-01-31T12:00:00Z, or in how long: 48h, 7d.");
            return null;
        },
    };

    private static SignsFrom? ReadTime(string text)
    {
        if (Duration.Read(text) is { } length) return new SignsFrom(null, length);
        return DateTimeOffset.TryParseExact(
            text, [TimeFormat, DayFormat], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new SignsFrom(instant, TimeSpan.Zero)
            : null;
    }

    /// <summary>An instant, or how long from now.</summary>
    private sealed record SignsFrom(DateTimeOffset? Instant, TimeSpan Length)
    {
        public DateTimeOffset At(DateTimeOffset now) => Instant ?? now + Length;
    }
}

using System.CommandLine;
using System.Globalization;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Verification;
using Scim.Verification.Reports;

namespace Scim.Cli.Verifying;

/// <summary><c>scim verify</c>: asks a SCIM service, this one or another, whether it does what connectors and the RFCs want.</summary>
internal static class VerifyCommand
{
    private const double LeastPerSecond = 0.1;
    private const double MostPerSecond = 10_000;

    public static Command Create(CommandRunner runner)
    {
        var (target, credentials) = (new TargetOption(), new CredentialOptions(runner.Settings));
        var rate = RateOption();
        var only = new Option<string>("--only")
        {
            Description = "Only the checks whose name, section or connector has this text, in any case.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        var command = new CommandWithExamples(
            "verify",
            "Verifies a SCIM service, this one or another: what connectors send and the RFCs want, with users of its own that it removes; "
            + "exits with 1 if anything is wrong, and with 2 if it could not run.",
            "scim verify --url https://scim.example.com/scim/v2 --token-file token.txt",
            "scim verify --url https://scim.example.com/scim/v2 --client-id verifier --client-secret-file -",
            "scim verify --url https://other.example.com/scim --client-id verifier --client-secret-file secret.txt "
                + "--token-url https://login.example.com/token --rate 10 --json",
            "scim verify --url https://scim.example.com/scim/v2 --token-file - --only Okta")
        {
            UsesStorage = false,
            TimeToStop = TimeSpan.FromMinutes(3),
        };
        target.AddTo(command);
        credentials.AddTo(command);
        command.Options.Add(rate);
        command.Options.Add(only);
        runner.On(command, async (line, session) =>
        {
            var redaction = new Redaction();
            using var handler = VerificationHandler.Create();
            try
            {
                var address = target.Of(line);
                var token = await credentials.TokenAsync(line, session, address, handler, redaction);
                var options = new VerificationOptions(address.Url, token)
                {
                    PerSecond = line.GetValue(rate),
                    Only = line.GetRequiredValue(only),
                };
                return await RunAsync(session, handler, options, redaction);
            }
            catch (Exception why) when (why is CannotVerifyException or CliException)
            {
                // Whatever keeps it from running, 1 says that something is wrong with the service.
                throw new CliException(redaction.Of(why.Message), ExitCode.CouldNotRun);
            }
            catch (OperationCanceledException) when (session.Stop.IsCancellationRequested)
            {
                throw new CliException("Stopped.", ExitCode.CouldNotRun);
            }
            catch (Exception failure) when (OutputFailure.Is(failure))
            {
                throw new CliException(OutputFailure.InWords(failure), ExitCode.CouldNotRun);
            }
        });
        return command;
    }

    /// <summary>What the process returns: a run that was broken off says nothing of the service as a whole.</summary>
    internal static int ExitCodeOf(VerificationReport report) => report switch
    {
        { IsGood: true } => ExitCode.Done,
        { BrokenOff: not null } => ExitCode.CouldNotRun,
        _ => ExitCode.Failed,
    };

    private static async Task<int> RunAsync(
        Session session, HttpMessageHandler handler, VerificationOptions options, Redaction redaction)
    {
        session.Say(redaction.Of(string.Create(
            CultureInfo.InvariantCulture, $"Verifying {options.BaseUrl} at {options.PerSecond} requests a second at most ...")));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(session.Stop);
        var printed = new PrintedChecks(session.Answers, redaction, stop);
        var report = redaction.Of(await Verifier.RunAsync(handler, options, session.Time, printed, stop.Token));
        if (!printed.HasFailed)
        {
            try
            {
                VerificationAnswer.Print(session.Answers, report);
                return ExitCodeOf(report);
            }
            catch (Exception failure) when (OutputFailure.Is(failure))
            {
                // It is said below.
            }
        }
        throw new CliException(
            $"The report cannot be written: the output is closed or full. {VerificationAnswer.LeftOf(report)}", ExitCode.CouldNotRun);
    }

    private static Option<double> RateOption()
    {
        var rate = new Option<double>("--rate")
        {
            Description = "The most requests in a second, from 0.1 to 10000. Default: 4.",
            HelpName = "R",
            DefaultValueFactory = _ => 4,
        };
        rate.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && !(double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && number is >= LeastPerSecond and <= MostPerSecond))
                result.AddError("--rate takes a number of requests a second, from 0.1 to 10000.");
        });
        return rate;
    }
}

using System.Text.Json;
using Scim.Verification.Checks;
using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;
using Scim.Verification.Reports;
using Scim.Verification.Rules;
using Scim.Verification.Scratch;

namespace Scim.Verification;

/// <summary>
/// Verifies a SCIM service from outside: plays what connectors send and asks what RFC 7643 and 7644 want, with users of its own that it
/// removes.
/// </summary>
public sealed class Verifier
{
    private const int MostFailures = 3;

    private readonly VerificationOptions _options;
    private readonly ScimSender _sender;
    private readonly TimeProvider _time;
    private readonly RuleBook _rules = new();
    private readonly ScratchNames _names = new();
    private readonly ScratchUsers _users;
    private readonly List<ExaminedCheck> _done = [];

    private Verifier(VerificationOptions options, ScimSender sender)
    {
        (_options, _sender, _time) = (options, sender, sender.Time);
        sender.OnReply = _rules.Observe;
        _users = new ScratchUsers(sender, _names);
    }

    /// <summary>Runs every check that is chosen, and removes what it made, also when it is stopped.</summary>
    /// <param name="handler">Sends what is sent; it is left open, and must not follow redirects.</param>
    /// <param name="options">What is verified.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Is told of each check when it is over; null for nobody.</param>
    /// <param name="stop">Ends it. The report says so, and has what was seen until then.</param>
    /// <exception cref="CannotVerifyException">
    /// The service does not answer as SCIM, or refuses the token; or no check has the text that those to run must have.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped before the first check.</exception>
    public static async Task<VerificationReport> RunAsync(
        HttpMessageHandler handler,
        VerificationOptions options,
        TimeProvider time,
        IProgress<ExaminedCheck>? progress,
        CancellationToken stop)
    {
        using var sender = new ScimSender(handler, options.BaseUrl, options.Token, options.PerSecond, time);
        return await new Verifier(options, sender).RunAsync(progress, stop);
    }

    private async Task<VerificationReport> RunAsync(IProgress<ExaminedCheck>? progress, CancellationToken stop)
    {
        var checks = AllChecks.List.Where(check => IsChosen(check.Name, check.Section, check.Connectors)).ToList();
        if (checks.Count == 0)
            throw new CannotVerifyException($"No check has '{_options.Only}' in its name, its section or a connector.");
        var claims = await Entrance.PassAsync(_sender, stop);
        string? brokenOff = null;
        try
        {
            brokenOff = await ExamineAsync(checks, claims, progress, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            brokenOff = "It was stopped.";
        }
        finally
        {
            await RemoveAsync();
        }

        var made = _done.Count;

        // What holds for every answer is not known before all are seen.
        Tell(
            _rules.Examined().Where(rule => IsChosen(rule.Name, rule.Section, rule.Connectors))
                .Where(rule => brokenOff is null || rule.Outcome == CheckOutcome.Wrong),
            progress);
        return new VerificationReport(_options.BaseUrl, _done)
        {
            Requests = _sender.Sent,
            BrokenOff = brokenOff,
            NotTried = checks.Count - made,
            Mark = _names.Run,
            Left = _users.Left,
            Others = _users.Others,
        };
    }

    private async Task<string?> ExamineAsync(
        IEnumerable<Check> checks, ServiceClaims claims, IProgress<ExaminedCheck>? progress, CancellationToken stop)
    {
        var failures = 0;
        foreach (var check in checks)
        {
            if (await _users.AreTooManyAsync(stop))
            {
                return $"{ScratchUsers.MostLeft} scratch users or more could not be removed, or may be there, and no more are made. See "
                    + "that the client may delete users, and that the service can.";
            }
            var examination = new Examination(_options.BaseUrl, _users, _names, claims, _time, stop);
            var (examined, lost) = await ExamineAsync(check, examination);
            Tell([examined], progress);

            // Few users are there at any time, and few licences are taken.
            lost ??= await _users.RemoveKnownAsync(stop);
            failures = lost is null ? 0 : failures + 1;
            if (failures == MostFailures) return $"The service has stopped answering. {lost}";
        }
        return null;
    }

    private void Tell(IEnumerable<ExaminedCheck> examined, IProgress<ExaminedCheck>? progress)
    {
        foreach (var check in examined)
        {
            _done.Add(check);
            progress?.Report(check);
        }
    }

    private static async Task<(ExaminedCheck Examined, string? Lost)> ExamineAsync(Check check, Examination examination)
    {
        var (reason, lost) = (check.SkipFor(examination.Claims), (string?)null);
        if (reason is null)
        {
            try
            {
                await check.RunAsync(examination);
            }
            catch (ExaminationEndedException end)
            {
                reason = end.Reason;
            }
            catch (NoReplyException none)
            {
                lost = none.Message;
            }
            catch (Exception odd) when (odd is InvalidOperationException or JsonException or FormatException or ArgumentException)
            {
                // Whatever a service answers, the other checks are made.
                examination.NoteOdd();
            }
        }
        List<Shortcoming> found = [.. examination.Found];
        if (lost is not null) found.Insert(0, new Shortcoming(examination.LastRequest, "an answer", lost));
        var more = examination.More + Math.Max(0, found.Count - ExaminedCheck.Most);
        var outcome = found.Count > 0 ? CheckOutcome.Wrong : reason is null ? CheckOutcome.Holds : CheckOutcome.Skipped;
        var examined = new ExaminedCheck(check.Name, check.Section, check.Connectors, outcome)
        {
            Shortcomings = [.. found.Take(ExaminedCheck.Most)],
            More = more,
            Reason = outcome == CheckOutcome.Skipped ? reason : null,
        };
        return (examined, lost);
    }

    private async Task RemoveAsync()
    {
        using var late = new CancellationTokenSource(_options.TimeToRemove, _time);
        try
        {
            await _users.RemoveAllAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            // What is left is told.
        }
    }

    private bool IsChosen(string name, string section, IReadOnlyList<string> connectors) =>
        connectors.Append(name).Append(section).Any(text => text.Contains(_options.Only, StringComparison.OrdinalIgnoreCase));
}

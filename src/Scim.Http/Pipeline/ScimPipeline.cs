using Microsoft.AspNetCore.Http;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Http.Recording;
using Scim.Http.Telemetry;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Computing;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;

namespace Scim.Http.Pipeline;

/// <summary>What every SCIM request goes through: authenticate, meter, act, answer.</summary>
internal sealed class ScimPipeline(
    RequestGuard guard,
    Authenticator authenticator,
    RequestMeter meter,
    RememberedAccounts accounts,
    ClientAddresses addresses,
    ComputingPlaces places)
{
    /// <summary>
    /// Runs a request of an authenticated caller. The act starts beside the meter; its answer counts if the meter grants.
    /// </summary>
    public Task<IResult> RunAsync(HttpRequest request, string operation, Func<ScimCall, Task<IResult>> act) =>
        guard.RunAsync(
            request,
            operation,
            guarded => AuthenticateAsync(guarded, (known, caller) => MeterAsync(known, caller, act)),
            ScimAnswers.Error);

    /// <summary>As <see cref="RunAsync"/>, for an act that is the same in every account: its settings are not read.</summary>
    public Task<IResult> RunAlikeAsync(HttpRequest request, string operation, Func<Task<IResult>> act) =>
        guard.RunAsync(
            request,
            operation,
            guarded => AuthenticateAsync(guarded, (known, caller) => MeterAsync(known, caller, _ => act(), isAlike: true)),
            ScimAnswers.Error);

    /// <summary>As <see cref="RunAlikeAsync"/>, for an endpoint that has errors and a scope of its own.</summary>
    public Task<IResult> RunProtectedAsync(
        HttpRequest request, string operation, Protection protection, Func<ScimCall, Task<IResult>> act) =>
        guard.RunAsync(
            request,
            operation,
            guarded => AuthenticateAsync(
                guarded with { Protection = protection }, (known, caller) => MeterAsync(known, caller, act, isAlike: true)),
            protection.Refuse);

    /// <summary>
    /// Runs a request of which only the body says how many tokens it is charged: one before the body is read, so that who has none is
    /// denied unread, and the rest before it acts. One that cannot be read has been charged one.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    /// <param name="read">Makes sense of the JSON body by the rules of the account.</param>
    /// <param name="charge">How many tokens the request is charged, at least 1.</param>
    /// <param name="act">What it asks for.</param>
    public Task<IResult> RunChargedAsync<T>(
        HttpRequest request,
        string operation,
        Func<ReadOnlyMemory<byte>, ReadingRules, T> read,
        Func<T, int> charge,
        Func<ScimCall, T, Task<IResult>> act) =>
        RunAsync(request, operation, async call =>
        {
            await call.User.Admission;
            var content = read(await RequestBody.ReadAsync(call.Request, call.User.Admission), await call.User.Rules);
            if (charge(content) - 1 is > 0 and var rest)
                call.Charged = await meter.ChargeAsync(call.Caller.Client, call.Caller.RateLimit, rest, call.CancellationToken);
            return await act(call, content);
        });

    /// <summary>Runs a request that nobody needs to be authenticated for; one with credentials is treated like any other.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    /// <param name="act">What it asks for, of whom; null for one without credentials.</param>
    public Task<IResult> RunOpenAsync(HttpRequest request, string operation, Func<ScimCall?, Task<IResult>> act) =>
        guard.RunAsync(
            request,
            operation,
            guarded => AuthorizationField.Read(request.Headers.Authorization).WasSent
                ? AuthenticateAsync(guarded, (known, caller) => MeterAsync(known, caller, act, isAlike: true))
                : act(null),
            ScimAnswers.Error);

    private async Task<IResult> AuthenticateAsync(GuardedRequest request, Func<GuardedRequest, Caller, Task<IResult>> act)
    {
        var protection = request.Protection;
        var credential = AuthorizationField.Read(request.Http.Headers.Authorization);
        if (!credential.WasSent)
            return Challenge.NoCredential(protection);
        if (credential.Token is not { } token || await FindCallerAsync(request, token) is not { } caller)
            return Challenge.InvalidToken(protection);
        request.Telemetry.By(caller);
        if (!caller.Scopes.Contains(protection.Scope))
            return Challenge.InsufficientScope(protection);
        return await act(request, caller);
    }

    private async Task<Caller?> FindCallerAsync(GuardedRequest request, string token)
    {
        var sent = await authenticator.AuthenticateAsync(
            token, () => addresses.Of(request.Http), request.Deadline, request.Deadline.Token);
        if (sent.Stored is { } stored)
            request.Notes.Sender = new RequestSender(stored.Account, stored.Client);
        return sent.Caller;
    }

    private async Task<IResult> MeterAsync(
        GuardedRequest request, Caller caller, Func<ScimCall, Task<IResult>> act, bool isAlike = false)
    {
        var metering = meter.TakeAsync(caller.Client, caller.RateLimit, request.Deadline.Token);
        // What is denied from memory costs no storage request; the act begins beside the meter only while that may yet grant.
        if (metering is { IsCompletedSuccessfully: true, Result.Granted: false })
            return Answer(request, await metering, granted: null);
        var renewal = caller.RenewAsync?.Invoke() ?? Task.CompletedTask;
        try
        {
            return await ActAsync(request, caller, metering, act, isAlike);
        }
        finally
        {
            // The renewal has a deadline of its own, which may have begun late in the request's.
            await renewal.WaitAsync(request.Deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IResult> ActAsync(
        GuardedRequest request, Caller caller, Task<MeterDecision> metering, Func<ScimCall, Task<IResult>> act, bool isAlike)
    {
        var admission = Observed(AdmitAsync(metering));
        var rules = isAlike
            ? Task.FromResult(ReadingRules.Default)
            : Observed(accounts.RulesAsync(caller.Account, atLeast: 0, request.Deadline.Token).AsTask());
        request.Notes.Rules = rules;
        var computation = new Computation(StepsOf(request.Notes.Operation), places, caller.Account, request.Deadline);
        var user = new CallContext(caller.Client, caller.Account, admission, rules, computation, request.CorrelationId);
        var call = new ScimCall(request, caller, user);
        IResult answer;
        try
        {
            answer = await ActByRulesInForceAsync(call, act);
        }
        catch (ScimException refusal)
        {
            answer = request.Protection.Refuse(refusal.Error);
        }
        catch (AccountGoneException)
        {
            request.Notes.Sender = null; // Nothing is kept of an account that is gone.
            answer = Challenge.InvalidToken(request.Protection);
        }
        // What was begun ends before the answer, also where the act failed before it came to that.
        await ((Task)rules).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Answer(request, call.Charged ?? await metering, answer);
    }

    private static StepBudget StepsOf(string operation) =>
        operation is Operations.ListUsers or Operations.SearchUsers ? StepBudget.ForQuery() : StepBudget.ForChange();

    /// <summary>Acts, and once more if the account's schemas have changed since the rules that it began with.</summary>
    private async Task<IResult> ActByRulesInForceAsync(ScimCall call, Func<ScimCall, Task<IResult>> act)
    {
        try
        {
            return await act(call);
        }
        catch (NewerTypeException newer)
        {
            var rules = accounts.RulesAsync(call.User.Account, newer.Generation, call.CancellationToken).AsTask();
            return await act(call with { User = call.User with { Rules = Observed(rules) } });
        }
    }

    /// <summary>A task whose failure is nobody's business if the act fails before it waits for it.</summary>
    private static T Observed<T>(T task)
        where T : Task
    {
        if (!task.IsCompletedSuccessfully)
            _ = task.ContinueWith(
                static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return task;
    }

    private static IResult Answer(GuardedRequest request, MeterDecision decision, IResult? granted)
    {
        RateLimitFields.Write(request.Http.HttpContext.Response.Headers, decision);
        if (decision.Granted && granted is not null)
            return granted;
        request.Notes.WasDenied = true;
        return request.Protection.Refuse(ScimError.TooManyRequests(decision.RetryAfterSeconds));
    }

    private static async Task AdmitAsync(Task<MeterDecision> metering)
    {
        var decision = await metering;
        if (!decision.Granted)
            throw new ScimException(ScimError.TooManyRequests(decision.RetryAfterSeconds));
    }
}

/// <summary>A SCIM request whose caller is known.</summary>
/// <param name="Request">The request.</param>
/// <param name="Caller">Who sent it.</param>
/// <param name="User">What the services of the account are given.</param>
internal sealed record ScimCall(GuardedRequest Request, Caller Caller, CallContext User)
{
    /// <summary>Cancelled when storage took too long or the client has gone.</summary>
    public CancellationToken CancellationToken { get; } = Request.Deadline.Token;

    /// <summary>What the meter said when the rest of a charge was taken; null if there was none.</summary>
    public MeterDecision? Charged { get; set; }
}

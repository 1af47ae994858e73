using System.Text;
using System.Text.Json;
using Scim.Fuzz.Checking;
using Scim.Fuzz.Generation;

namespace Scim.Fuzz.Running;

/// <summary>
/// A stretch of requests that begins with an empty account, so that any request can be repeated by the few before it. It ends with
/// a look at the licences, and leaves the account empty.
/// </summary>
public sealed class Epoch
{
    /// <summary>The requests of an epoch.</summary>
    public const int Length = 500;

    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    private readonly IFuzzTarget _target;
    private readonly int _seed;
    private readonly int _mostUsers;
    private readonly TimeProvider _time;
    private readonly FuzzPopulation _population = new();

    /// <summary>An epoch over an empty account.</summary>
    /// <param name="target">The account.</param>
    /// <param name="seed">What the requests are made from.</param>
    /// <param name="mostUsers">How many users may be alive at once.</param>
    /// <param name="time">The clock of the watchdog.</param>
    public Epoch(IFuzzTarget target, int seed, int mostUsers, TimeProvider time) =>
        (_target, _seed, _mostUsers, _time) = (target, seed, mostUsers, time);

    /// <summary>Answers of each status.</summary>
    public SortedDictionary<int, int> Statuses { get; } = [];

    /// <summary>Sends the requests from one number to before another.</summary>
    /// <param name="first">The first request, a multiple of <see cref="Length"/>.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="show">Sees every request and answer; null if nobody looks.</param>
    /// <exception cref="FuzzException">An answer was wrong, or took over 30 s.</exception>
    public async Task RunAsync(int first, int end, Action<int, FuzzRequest, FuzzAnswer>? show = null)
    {
        for (var number = first; number < end; number++)
        {
            while (_population.Alive.Count >= _mostUsers)
                await DeleteAsync(number, _population.Alive[0]);
            var request = RequestGenerator.Next(_seed, number, _population);
            var answer = await SendAsync(number, request);
            Statuses[answer.Status] = Statuses.GetValueOrDefault(answer.Status) + 1;
            show?.Invoke(number, request, answer);
        }
        await CheckLicencesAsync(end - 1);
        while (_population.Alive.Count > 0)
            await DeleteAsync(end - 1, _population.Alive[0]);
        await CheckLicencesAsync(end - 1);
    }

    private async Task<FuzzAnswer> SendAsync(int number, FuzzRequest request)
    {
        FuzzAnswer answer;
        try
        {
            // On a thread of its own, since a request may be stuck without ever waiting.
            answer = await Task.Run(() => _target.SendAsync(request)).WaitAsync(LongestRequest, _time);
        }
        catch (TimeoutException timeout)
        {
            throw Failure(number, request, $"There was no answer within {LongestRequest.TotalSeconds} s.", timeout);
        }
        catch (Exception error)
        {
            throw Failure(number, request, error.ToString(), error);
        }
        if (AnswerCheck.Fault(request, answer) is { } fault)
            throw Failure(number, request, $"{fault}\n\n{answer}");
        _population.Learn(request, answer);
        return answer;
    }

    private async Task DeleteAsync(int number, string id)
    {
        var request = new FuzzRequest("DELETE", $"/scim/v2/Users/{id}", [], null);
        var answer = await SendAsync(number, request);
        if (answer.Status != 204)
            throw Failure(number, request, $"A user that should be alive is not.\n\n{answer}");
    }

    private async Task CheckLicencesAsync(int number)
    {
        var request = new FuzzRequest("GET", "/scim/v2/Users?filter=active+eq+true&count=0", [], null);
        var answer = await SendAsync(number, request);
        var inUse = await _target.ReadLicencesInUseAsync();
        using var list = JsonDocument.Parse(answer.Body);
        if (list.RootElement.GetProperty("totalResults").GetInt32() != inUse)
            throw Failure(number, request, $"The account counts {inUse} licences in use.\n\n{answer}");
    }

    private FuzzException Failure(int number, FuzzRequest request, string fault, Exception? cause = null) => new(
        new StringBuilder("Seed ").Append(_seed).Append(", request ").Append(number).Append(": ").Append(fault)
            .Append("\n\n").Append(request)
            .Append("\n\nAgain: dotnet run -c Release --project tests/Scim.Fuzz -- --seed ").Append(_seed).Append(" --only ").Append(number)
            .ToString(),
        cause ?? new InvalidOperationException(fault));
}

using System.Net;

namespace Scim.Resilience.Tests.Histories;

/// <summary>
/// Whether there is one order of a user's requests that explains every answer and keeps to who had ended before whom began
/// (linearizability). The order of the versions is given by the audit trail, so that only the places of reads and refusals are to be found.
/// </summary>
internal sealed class HistoryCheck
{
    private readonly List<string> _faults = [];
    private readonly List<string?> _chain;
    private readonly IReadOnlyList<Observed> _all;

    private HistoryCheck(IReadOnlyList<Observed> all, List<string?> chain) => (_all, _chain) = (all, chain);

    /// <summary>What cannot be explained; empty for nothing.</summary>
    /// <param name="all">The requests of one user.</param>
    /// <param name="versions">The versions that the trail has, in order; null at the end if the user was deleted.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<Observed> all, IEnumerable<string?> versions)
    {
        var check = new HistoryCheck(all, [.. versions]);
        check.SeeWrites();
        check.SeeTitles();
        check.SeeOrder();
        check.SeeRefusals();
        return check._faults;
    }

    /// <summary>Each version was made by one request, and what was told as written is there.</summary>
    private void SeeWrites()
    {
        var told = _all.Where(one => one.HasWritten && one.Asked != Asked.Delete).ToList();
        _faults.AddRange(told.Where(one => !_chain.Contains(one.Version)).Select(one => $"{one} was told as written and is not there."));
        _faults.AddRange(told.GroupBy(one => one.Version).Where(same => same.Count() > 1).Select(same => $"{same.Key} was told twice."));
        var untold = _chain.OfType<string>().Except(told.Select(one => one.Version)).Count();
        if (untold > _all.Count(one => one.IsUnknown))
            _faults.Add($"{untold} versions were made by nobody.");
        if (_all.Count(one => one is { Asked: Asked.Delete, HasWritten: true }) > 1)
            _faults.Add("The user was deleted twice.");
        var gone = _all.FirstOrDefault(one => one is { Status: HttpStatusCode.NotFound } or { Asked: Asked.Delete, HasWritten: true });
        if (gone is not null && _chain[^1] is not null)
            _faults.Add($"{gone} says that the user is gone, and it was never deleted.");
    }

    /// <summary>A version has one title wherever it is answered.</summary>
    private void SeeTitles()
    {
        foreach (var version in _all.Where(one => one is { Version: not null, Title: not null }).GroupBy(one => one.Version))
        {
            var writer = version.FirstOrDefault(one => one.HasWritten);
            var title = writer?.Sets ?? version.First().Title;
            _faults.AddRange(version.Where(one => one.Title != title).Select(one => $"{one} has the title of another version."));
        }
    }

    /// <summary>Who began after another had ended saw nothing older, and a write something newer.</summary>
    private void SeeOrder()
    {
        var placed = _all.Select(one => (One: one, Place: PlaceOf(one))).Where(one => one.Place is not null).ToList();
        foreach (var (later, place) in placed)
        {
            foreach (var (earlier, before) in placed.Where(one => one.One.End < later.Start))
            {
                if (place < before || (place == before && later.HasWritten))
                    _faults.Add($"{later} is no later than {earlier}, which had ended.");
            }
        }
    }

    /// <summary>Nobody is told of another version while the expected one stood all the time.</summary>
    private void SeeRefusals()
    {
        foreach (var refused in _all.Where(one => one is { Status: HttpStatusCode.PreconditionFailed, Expects: not null }))
        {
            var seen = _all.Where(one => one.Version == refused.Expects && (int)one.Status < 300).ToList();
            if (seen.Exists(one => one.End < refused.Start) && seen.Exists(one => one.Start > refused.End))
                _faults.Add($"{refused} was refused while its version stood.");
        }
    }

    private int? PlaceOf(Observed one) => one switch
    {
        { Status: HttpStatusCode.NotFound } or { Asked: Asked.Delete, HasWritten: true } => _chain.Count - 1,
        { Version: { } version } when (int)one.Status < 300 && _chain.Contains(version) => _chain.IndexOf(version),
        _ => null,
    };
}

using System.Net;
using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>Whoever asks after an answer sees at least what that answer told: no version comes back, and nobody rises again.</summary>
internal static class OrderCheck
{
    public static IEnumerable<string> Faults(Trails trails, IReadOnlyCollection<Sent> sent)
    {
        var places = trails.OfUsers.Values
            .SelectMany(trail => trail.Select((write, place) => (write.WriteId, place)))
            .ToDictionary(write => write.WriteId, write => write.place);
        var seen = sent.SelectMany(one => Sights(one, trails, places)).ToLookup(sight => sight.User);
        return seen.SelectMany(FaultsOf);
    }

    /// <summary>The places in users' trails that an answer told of; past the end for one that is gone.</summary>
    private static IEnumerable<(string User, int Place, Sent Sent)> Sights(Sent sent, Trails trails, Dictionary<string, int> places)
    {
        foreach (var user in sent.Users)
        {
            if (places.TryGetValue(user.Version, out var place))
                yield return (user.Id, place, sent);
        }
        if (sent is { Operation.User: { } id, Status: HttpStatusCode.NoContent or HttpStatusCode.NotFound })
            yield return (id, trails.Of(id).Count, sent);
    }

    private static IEnumerable<string> FaultsOf(IEnumerable<(string User, int Place, Sent Sent)> sights)
    {
        var newest = (Place: -1, Sent: (Sent?)null);
        var byEnd = new Queue<(string User, int Place, Sent Sent)>(sights.OrderBy(sight => sight.Sent.Ended));
        foreach (var sight in byEnd.OrderBy(sight => sight.Sent.Started).ToList())
        {
            while (byEnd.TryPeek(out var earlier) && earlier.Sent.Ended < sight.Sent.Started)
            {
                byEnd.Dequeue();
                if (earlier.Place > newest.Place)
                    newest = (earlier.Place, earlier.Sent);
            }
            if (sight.Place < newest.Place)
                yield return $"An older state was answered than before: {sight.Sent} after {newest.Sent}.";
        }
    }
}

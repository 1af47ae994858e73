using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Requests;

/// <summary>The requests of one client that one instance answered within one minute.</summary>
/// <param name="Account">The account.</param>
/// <param name="Minute">When the minute began: a whole minute.</param>
/// <param name="Client">Who sent them.</param>
/// <param name="Instance">
/// Tells instances apart; an instance that starts anew has a new one: 1 to 64 characters, A-Z, a-z, 0-9 and '-'.
/// </param>
public sealed record RequestTraffic(AccountId Account, DateTimeOffset Minute, ClientId Client, string Instance)
{
    /// <summary>The most operations and classes of status that are told apart.</summary>
    public const int MostAnswered = 200;

    private const int LongestName = 64;

    /// <summary>
    /// How many there were, by operation and class of status, each once and at most <see cref="MostAnswered"/>; those that were denied by
    /// the meter are not among them.
    /// </summary>
    public required IReadOnlyList<AnsweredRequests> Answered { get; init; }

    /// <summary>How many the meter denied (429).</summary>
    public long Denied { get; init; }

    /// <summary>The sum of the times that the answered ones took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The longest time that one of them took.</summary>
    public TimeSpan Longest { get; init; }

    /// <summary>How many entries of the log were lost: they did not fit, or could not be written.</summary>
    public long Lost { get; init; }

    internal bool CanBeWritten =>
        Minute.UtcTicks % TimeSpan.TicksPerMinute == 0
        && Instance.Length is > 0 and <= LongestName
        && Instance.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
        && Answered.Count <= MostAnswered
        && Answered.DistinctBy(answered => (answered.Operation, answered.StatusClass)).Count() == Answered.Count
        && Answered.All(answered => answered.CanBeWritten(LongestName));
}

/// <summary>How many requests of one operation were answered alike.</summary>
/// <param name="Operation">The operation's name, as in traces and metrics: 1 to 64 letters.</param>
/// <param name="StatusClass">The first digit of the status, 1 to 5.</param>
/// <param name="Count">How many.</param>
public readonly record struct AnsweredRequests(string Operation, int StatusClass, long Count)
{
    internal bool CanBeWritten(int longestName) =>
        Operation.Length > 0 && Operation.Length <= longestName && Operation.All(char.IsAsciiLetter)
        && StatusClass is >= 1 and <= 5 && Count >= 0;
}

using System.Globalization;
using Scim.Events.Signing;

namespace Scim.Operations.Streams;

/// <summary>
/// What an operator does with the keys that sign events. Nothing is stored: each takes the value of the setting, a secret, and makes the
/// value to set instead.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class SigningKeyOperations(TimeProvider time) : IOperations
{
    /// <summary>How long receivers have a key before it signs, unless the operator says otherwise: 48 h.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromHours(48);

    /// <summary>The algorithms that there are.</summary>
    public static IReadOnlyList<string> Algorithms => SigningKeySetting.Algorithms;

    /// <summary>Makes a key.</summary>
    /// <param name="value">The value so far; null for none.</param>
    /// <param name="algorithm">One of <see cref="Algorithms"/>.</param>
    /// <param name="signsFrom">
    /// From when on it signs. Null: at once if it is the first of its algorithm, else after <see cref="Notice"/>.
    /// </param>
    /// <exception cref="OperationRefusedException">The value is wrong or full, or the key would never sign.</exception>
    public SigningKeyChange Add(string? value, string algorithm, DateTimeOffset? signsFrom)
    {
        var keys = value is null ? [] : Read(value);
        if (keys.Count == SigningKeySetting.MostKeys)
            throw new OperationRefusedException(
                $"There are {SigningKeySetting.MostKeys} keys, which is the most. Remove an old one first.");
        var newest = keys.Where(key => key.Algorithm == algorithm).MaxBy(key => key.SignsFrom);
        var from = WholeSeconds(signsFrom ?? (newest is null ? time.GetUtcNow() : time.GetUtcNow() + Notice));
        if (newest is not null && from <= newest.SignsFrom)
            throw new OperationRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The key '{newest.Id}' signs from {newest.SignsFrom.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} on, so one that begins no later "
                + $"would never sign. Name a later time."));
        var added = SigningKeySetting.Create(algorithm, from, time.GetUtcNow());
        var all = keys.Append(added).ToList();
        return new SigningKeyChange(SigningKeySetting.Write(all), Listed(added, all));
    }

    /// <summary>The keys of a value, newest first.</summary>
    /// <exception cref="OperationRefusedException">The value is wrong.</exception>
    public IReadOnlyList<ListedSigningKey> List(string value)
    {
        var keys = Read(value);
        return [.. keys.OrderByDescending(key => key.SignsFrom).Select(key => Listed(key, keys))];
    }

    /// <summary>Takes a key away.</summary>
    /// <param name="value">The value so far.</param>
    /// <param name="id">Its <c>kid</c>.</param>
    /// <param name="insists">True to remove even the key that signs now, or the last one.</param>
    /// <exception cref="OperationRefusedException">The value is wrong, has no such key, or needs it.</exception>
    public SigningKeyChange Remove(string value, string id, bool insists)
    {
        var keys = Read(value);
        var removed = keys.FirstOrDefault(key => key.Id == id)
            ?? throw new OperationRefusedException($"There is no key '{id}' among them.", new Remedy.SeeSigningKeys());
        var listed = Listed(removed, keys);
        if (listed.Signs && !insists)
            throw new OperationRefusedException(
                $"The key '{id}' signs now. Add another one, and remove this one when receivers need it no longer.", new Remedy.Insist());
        if (keys.Count == 1 && !insists)
            throw new OperationRefusedException($"The key '{id}' is the last one. Without it nothing is handed out.", new Remedy.Insist());
        return new SigningKeyChange(SigningKeySetting.Write(keys.Where(key => key != removed)), listed);
    }

    private static IReadOnlyList<SigningKeyEntry> Read(string value)
    {
        try
        {
            return SigningKeySetting.Read(value);
        }
        catch (FormatException wrong)
        {
            throw new OperationRefusedException($"The value {wrong.Message}.");
        }
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    private ListedSigningKey Listed(SigningKeyEntry key, IEnumerable<SigningKeyEntry> all) =>
        new(key.Id, key.Algorithm, key.SignsFrom, SigningKeyEntry.Signing(all, key.Algorithm, time.GetUtcNow()) == key);
}

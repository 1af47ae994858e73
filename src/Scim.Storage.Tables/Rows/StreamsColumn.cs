using System.Globalization;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Storage.Tables.Rows;

/// <summary>
/// The column of an account's row that says which streams take events: <c>{id} Full|Notice push|poll {from in ticks}</c>, separated by
/// commas.
/// </summary>
internal static class StreamsColumn
{
    private const string Push = "push";
    private const string Poll = "poll";

    public static string? Write(IReadOnlyList<StreamSetting> streams) => streams.Count == 0
        ? null
        : string.Join(',', streams.Select(stream => string.Create(
            CultureInfo.InvariantCulture,
            $"{stream.Id} {stream.Content} {(stream.IsPush ? Push : Poll)} {stream.From.UtcTicks}")));

    public static IReadOnlyList<StreamSetting> Read(string? column) =>
        string.IsNullOrEmpty(column) ? [] : [.. column.Split(',').Select(ReadOne)];

    private static StreamSetting ReadOne(string text) =>
        text.Split(' ') is [var id, var content, var way, var from] && StreamId.TryParse(id, out var stream)
            ? new StreamSetting(
                stream,
                Enum.Parse<EventContent>(content),
                way == Push,
                new DateTimeOffset(long.Parse(from, NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero))
            : throw new FormatException("The account's row names its streams in a way that is not known.");
}

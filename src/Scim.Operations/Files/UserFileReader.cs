using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;

namespace Scim.Operations.Files;

/// <summary>Reads a file of users user by user. Empty lines are skipped.</summary>
internal static class UserFileReader
{
    // Takes a byte order mark, and refuses what is no UTF-8 instead of storing replacement characters.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    // As large as a user may be.
    private const int LargestRow = 512 * 1024;

    /// <summary>What stands in the file.</summary>
    /// <exception cref="DecoderFallbackException">It is not UTF-8.</exception>
    public static async IAsyncEnumerable<UserFileLine> ReadAsync(UserFile source, [EnumeratorCancellation] CancellationToken stop)
    {
        using var file = new StreamReader(source.Open(), Utf8, detectEncodingFromByteOrderMarks: false);
        var lines = source.Format == UserFileFormat.Csv ? ReadCsvAsync(file, stop) : ReadLinesAsync(file, stop);
        await foreach (var line in lines.WithCancellation(stop)) yield return line;
    }

    private static async IAsyncEnumerable<UserFileLine> ReadLinesAsync(StreamReader file, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var number = 1; await file.ReadLineAsync(stop) is { } text; number++)
        {
            if (!string.IsNullOrWhiteSpace(text)) yield return Parse(number, Utf8.GetBytes(text));
        }
    }

    private static async IAsyncEnumerable<UserFileLine> ReadCsvAsync(StreamReader file, [EnumeratorCancellation] CancellationToken stop)
    {
        var faults = new Queue<UserFileLine>();
        await using var csv = CsvReader.Create(file, CsvOptions(faults), leaveOpen: true);
        await csv.ReadHeaderAsync(stop);
        if (faults.Count == 0 && HeaderFault([.. csv.Headers]) is { } fault)
        {
            yield return new UserFileLine(1, default, fault);
            yield break;
        }
        var isRow = true;
        while (isRow)
        {
            try
            {
                isRow = await csv.ReadAsync(stop);
            }
            catch (CsvFormatException)
            {
                // Where the record ends that is too large is not known, so nothing after it can be read.
                faults.Enqueue(
                    new UserFileLine((int)csv.LineNumber, default, "What follows is too large. Look for a quote that is not closed."));
                isRow = false;
            }
            while (faults.TryDequeue(out var wrong)) yield return wrong;
            if (isRow)
                yield return new UserFileLine((int)csv.LineNumber, JsonSerializer.SerializeToElement(CsvUser.Read(csv)), Fault: null);
        }
    }

    private static CsvReaderOptions CsvOptions(Queue<UserFileLine> faults) => CsvReaderOptions.Default with
    {
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MaxRecordSize = LargestRow,
        MalformedData = CsvMalformedDataHandling.Skip,
        FieldCountMismatch = CsvFieldCountHandling.Skip,
        OnMalformedRecord = wrong => faults.Enqueue(new UserFileLine(
            (int)wrong.LineNumber,
            default,
            wrong.Reason == CsvMalformedReason.FieldCountMismatch
                ? "The line has more or fewer cells than the first line."
                : "A quote stands where none may. Quote the whole cell and double the quotes in it.")),
    };

    private static string? HeaderFault(string[] header) =>
        header.Distinct(StringComparer.Ordinal).Count() < header.Length ? "The first line names a column twice."
        : header.Contains("userName") && header.All(CsvUser.Columns.Contains) ? null
        : $"The first line must name columns out of: {string.Join(", ", CsvUser.Columns)}.";

    private static UserFileLine Parse(int number, byte[] text)
    {
        try
        {
            using var json = JsonBody.Parse(text);
            return new UserFileLine(number, json.RootElement.Clone(), Fault: null);
        }
        catch (ScimException wrong)
        {
            return new UserFileLine(number, default, wrong.Error.Detail);
        }
    }
}

/// <summary>One user of a file.</summary>
/// <param name="Number">The line that the user begins on, from 1.</param>
/// <param name="Body">The resource; undefined with a fault.</param>
/// <param name="Fault">Why the line is no user, without its values; null if it may be one.</param>
internal sealed record UserFileLine(int Number, JsonElement Body, string? Fault);

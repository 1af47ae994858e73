using System.Runtime.CompilerServices;
using CsvHelper;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Operations.Files;

/// <summary>Writes users to a file that an import takes.</summary>
internal static class UserFileWriter
{
    /// <summary>
    /// Writes users one after another, and gives each back once it is written. The file is whole when the last has been taken.
    /// </summary>
    public static IAsyncEnumerable<UserRecord> WriteAsync(
        IAsyncEnumerable<UserRecord> users, UserType type, Stream file, UserFileFormat format, CancellationToken cancellationToken) =>
        format == UserFileFormat.Csv
            ? WriteCsvAsync(users, file, cancellationToken)
            : WriteLinesAsync(users, type, file, cancellationToken);

    private static async IAsyncEnumerable<UserRecord> WriteLinesAsync(
        IAsyncEnumerable<UserRecord> users, UserType type, Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(file, leaveOpen: true);
        await foreach (var user in users.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync($"{ExportedUser.LineOf(user, type)}\n");
            yield return user;
        }
    }

    private static async IAsyncEnumerable<UserRecord> WriteCsvAsync(
        IAsyncEnumerable<UserRecord> users, Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(file, leaveOpen: true);
        await using var csv = CsvWriter.Create(writer, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
        await csv.WriteRecordAsync([.. CsvUser.Columns], cancellationToken);
        await foreach (var user in users.WithCancellation(cancellationToken))
        {
            await csv.WriteRecordAsync(CsvUser.RowOf(user), cancellationToken);
            yield return user;
        }
    }
}

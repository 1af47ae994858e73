using CsvHelper;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary>Writes the users of an account to a file, which is there whole or not at all.</summary>
internal static class UserExport
{
    /// <summary>Writes CSV if the file's name ends so, else JSON Lines.</summary>
    /// <exception cref="CliException">The file cannot be written.</exception>
    public static async Task<ExportReport> WriteAsync(Session session, AccountId account, string path)
    {
        if (File.Exists(path)) session.Confirm($"The file '{path}' is there already and will be replaced.");
        var unfinished = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            int count;
            await using (var file = new StreamWriter(unfinished, ForItsOwner()))
            {
                var (type, _) = await session.RulesAsync(account);
                var users = UserPages.ReadAsync(session, account, type, filter: null);
                count = UserFile.IsCsv(path)
                    ? await WriteCsvAsync(users, file, session.Stop)
                    : await WriteLinesAsync(users, type, file, session.Stop);
            }
            File.Move(unfinished, path, overwrite: true);
            return new ExportReport(count, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The file '{path}' cannot be written. See that its folder is there and open to you.");
        }
        finally
        {
            if (File.Exists(unfinished)) File.Delete(unfinished);
        }
    }

    /// <summary>Nobody else may read the file, from its first byte on: it is full of personal data.</summary>
    private static FileStreamOptions ForItsOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static async Task<int> WriteLinesAsync(
        IAsyncEnumerable<UserRecord> users, UserType type, StreamWriter file, CancellationToken stop)
    {
        var count = 0;
        await foreach (var user in users.WithCancellation(stop))
        {
            await file.WriteAsync($"{Answers.OneLine(UserReport.DocumentOf(user, type))}\n");
            count++;
        }
        return count;
    }

    private static async Task<int> WriteCsvAsync(IAsyncEnumerable<UserRecord> users, StreamWriter file, CancellationToken stop)
    {
        await using var csv = CsvWriter.Create(file, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
        await csv.WriteRecordAsync([.. CsvUser.Columns], stop);
        var count = 0;
        await foreach (var user in users.WithCancellation(stop))
        {
            await csv.WriteRecordAsync(CsvUser.RowOf(user), stop);
            count++;
        }
        return count;
    }
}

/// <summary>What was exported.</summary>
/// <param name="Users">How many users.</param>
/// <param name="File">Where to.</param>
internal sealed record ExportReport(int Users, string File)
{
    public static IReadOnlyList<Column<ExportReport>> Columns { get; } =
    [
        new("users", report => report.Users),
        new("file", report => report.File),
    ];
}

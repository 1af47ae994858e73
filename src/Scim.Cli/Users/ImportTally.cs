using System.Globalization;
using Scim.Cli.Output;
using Scim.Protocol.Errors;

namespace Scim.Cli.Users;

/// <summary>Counts what becomes of the users of a file.</summary>
internal sealed class ImportTally
{
    private readonly SortedSet<int> _failed = [];
    private int _created;
    private int _waiting;
    private int _there;

    /// <summary>The <c>scimType</c> of a user whose name another has.</summary>
    public static string? Taken { get; } = ScimError.Uniqueness("").Type;

    public void Created(bool waits)
    {
        _created++;
        if (waits) _waiting++;
    }

    public void WasThere() => _there++;

    public void Failed(int line) => _failed.Add(line);

    /// <summary>What there is to say so far.</summary>
    public ImportReport Report(int users) => new(users, _created, _there, _waiting, [.. _failed]);
}

/// <summary>What became of the users of a file.</summary>
/// <param name="Users">How many the file holds.</param>
/// <param name="Created">How many were created.</param>
/// <param name="AlreadyThere">How many were there already, by their userName.</param>
/// <param name="WaitingForLicence">How many of those created were left deactivated for want of a licence.</param>
/// <param name="FailedLines">The lines whose user could not be created.</param>
internal sealed record ImportReport(int Users, int Created, int AlreadyThere, int WaitingForLicence, IReadOnlyList<int> FailedLines)
{
    public static IReadOnlyList<Column<ImportReport>> Columns { get; } =
    [
        new("users", report => report.Users),
        new("created", report => report.Created),
        new("alreadyThere", report => report.AlreadyThere),
        new("createdDeactivated", report => report.WaitingForLicence),
        new("failed", report => report.FailedLines.Count),
        new("failedLines", report => report.FailedLines.Select(line => line.ToString(CultureInfo.InvariantCulture))),
    ];
}

namespace Scim.Operations.Importing;

/// <summary>Counts what becomes of the users of a file.</summary>
public sealed class ImportTally
{
    private readonly SortedSet<int> _failed = [];
    private int _created;
    private int _waiting;
    private int _there;

    /// <summary>Counts one more user.</summary>
    public void Note(ImportedUser user)
    {
        if (user.Result is ImportResult.Created or ImportResult.CreatedWaiting) _created++;
        if (user.Result == ImportResult.CreatedWaiting) _waiting++;
        if (user.Result == ImportResult.AlreadyThere) _there++;
        if (user.Result == ImportResult.Failed) _failed.Add(user.Line);
    }

    /// <summary>What there is to say so far.</summary>
    /// <param name="users">How many users the file holds.</param>
    public ImportReport Report(int users) => new(users, _created, _there, _waiting, [.. _failed]);
}

/// <summary>What became of the users of a file.</summary>
/// <param name="Users">How many the file holds.</param>
/// <param name="Created">How many were created.</param>
/// <param name="AlreadyThere">How many were there already.</param>
/// <param name="WaitingForLicence">How many of those created were left deactivated for want of a licence.</param>
/// <param name="FailedLines">The lines whose user could not be created.</param>
public sealed record ImportReport(int Users, int Created, int AlreadyThere, int WaitingForLicence, IReadOnlyList<int> FailedLines);

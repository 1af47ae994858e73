namespace Scim.Operations.Importing;

/// <summary>What became of one user of a file.</summary>
/// <param name="Line">The line that the user begins on, from 1; for invented users their number.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Refusal">Why it failed; null unless it did, and also where the line has become wrong since the check.</param>
public sealed record ImportedUser(int Line, ImportResult Result, OperationRefusal? Refusal = null);

/// <summary>What became of a user.</summary>
public enum ImportResult
{
    /// <summary>It was created as asked for.</summary>
    Created,

    /// <summary>It was created deactivated for want of a licence.</summary>
    CreatedWaiting,

    /// <summary>It was there already.</summary>
    AlreadyThere,

    /// <summary>It could not be created.</summary>
    Failed,
}

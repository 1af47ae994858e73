namespace Scim.Operations;

/// <summary>A refusal as one line that names the command to type.</summary>
public static class RefusalText
{
    /// <summary>The refusal, and the command that mends it.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="scim">How the command line is called.</param>
    public static string Of(OperationRefusal refusal, string scim = "scim") =>
        refusal.Remedy is { } remedy ? $"{refusal.Fault} {OnTheCommandLine(remedy, scim)}" : refusal.Fault;

    /// <summary>The remedy with the command to type.</summary>
    /// <param name="remedy">The remedy.</param>
    /// <param name="scim">How the command line is called.</param>
    public static string OnTheCommandLine(Remedy remedy, string scim = "scim")
    {
        var (words, command) = PartsOf(remedy, scim);
        return command is null ? words : $"{words}: {command}";
    }

    /// <summary>The command of a remedy, to be copied; null if it has none.</summary>
    /// <param name="remedy">The remedy.</param>
    /// <param name="scim">How the command line is called.</param>
    public static string? CommandOf(Remedy remedy, string scim = "scim") => PartsOf(remedy, scim).Command;

    /// <summary>What the command of a remedy is for; the whole remedy if it has none.</summary>
    public static string WordsOf(Remedy remedy) => PartsOf(remedy, "").Words;

    private static (string Words, string? Command) PartsOf(Remedy remedy, string scim) => remedy switch
    {
        Remedy.SeeAccounts => ("See", $"{scim} account list"),
        Remedy.CreateAgain(var account) => ("Create it again", $"{scim} account create {account} --licences N"),
        Remedy.FinishDeletion(var account) => ("Finish that with", $"{scim} account delete {account}"),
        Remedy.AddLicences(var account, var licences) => ("First", $"{scim} account set {account} --licences {licences}"),
        Remedy.AddSchema(var account) => ("First", $"{scim} schema add --account {account} FILE"),
        Remedy.SeeSchemas(var account) => ("See", $"{scim} schema list --account {account}"),
        Remedy.SeeStreams(var account) => ("See", $"{scim} stream list --account {account}"),
        Remedy.EnableEvents(var account, var stream) => ("Enable it first", $"{scim} stream enable --account {account} {stream}"),
        Remedy.ResumeReplay(var account, var stream) => ("Go on later", $"{scim} stream replay --account {account} {stream} --resume"),
        Remedy.ReplayAnew(var account, var stream) => ("Replay it anew", $"{scim} stream replay --account {account} {stream}"),
        Remedy.SeeClients => ("See", $"{scim} client list"),
        Remedy.DropOldSecret => ("Drop the old one first", $"{scim} client drop-old-secret CLIENT"),
        Remedy.EnableClient(var client) => ("Enable it first", $"{scim} client enable {client}"),
        Remedy.SeeTokens => ("See", $"{scim} token list"),
        Remedy.SeeUsers => ("See", $"{scim} users list"),
        Remedy.SeeUsersOf(var account) => ("See", $"{scim} users list --account {account}"),
        Remedy.SeeAudit(var account) => ("See", $"{scim} audit --account {account}"),
        Remedy.SeeClient(var client) => ("See", $"{scim} client show {client}"),
        Remedy.IssueToken(var client) => ("Issue one", $"{scim} token issue {client}"),
        Remedy.RotateSecret(var client) => ("Make one", $"{scim} client rotate-secret {client}"),
        Remedy.SetRate(var client) => ("Let it call faster", $"{scim} client set {client} --rate R --burst B"),
        Remedy.NeedNoNames(var account) => ("Take users without names", $"{scim} account set {account} --names optional"),
        Remedy.BeLenient(var account) => ("Ignore what it does not know", $"{scim} account set {account} --strict false"),
        Remedy.CheckStorage => ("See", $"{scim} check"),
        Remedy.ImportInstead => ("Import without --restore to give new ids and times.", null),
        Remedy.SeeSigningKeys => ("See", $"{scim} stream keys list --file FILE"),
        Remedy.Insist => ("To do it all the same add --force.", null),
        Remedy.TryAgain => ("Run the command again.", null),
        _ => (remedy.Words, null),
    };
}

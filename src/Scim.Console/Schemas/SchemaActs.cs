using System.Globalization;
using Scim.Console.Acting;
using Scim.Operations.Schemas;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Console.Schemas;

/// <summary>What an operator can do with the schemas that extend the users of an account.</summary>
internal static class SchemaActs
{
    /// <summary>Gives an account a schema by its document, or attributes to one that it has.</summary>
    /// <param name="account">The account.</param>
    /// <param name="schema">The schema, as the document was read.</param>
    /// <param name="document">The document.</param>
    /// <param name="file">The name of the document's file.</param>
    /// <param name="added">Is called when that was done.</param>
    public static Act Add(
        AccountId account, SchemaDefinition schema, ReadOnlyMemory<byte> document, string file, Action added) => new(
        $"Give the account {account} the schema?",
        $"Users of the account have the schema {schema.Id} with {SchemaText.Attributes(SchemaLimits.CountOf(schema.Attributes))}. "
        + $"Where the account has it already, it gets the attributes that are new. {Effect} "
        + $"The command reads the document from {file} in the folder where it is typed: save there first what was pasted.",
        // A name that would be taken for an option or for a file of words.
        $"schema add --account {account} {CommandWord.Of(file is ['-' or '@', ..] ? $"./{file}" : file)}",
        "Add",
        async run =>
        {
            var changed = await run.Get<SchemaOperations>().AddAsync(account, document, run.Stop);
            added();
            return OutcomeOf(run, changed);
        });

    /// <summary>Gives an account back one of the product's own schemas.</summary>
    /// <param name="account">The account.</param>
    /// <param name="name">The schema's name, one of <see cref="SchemaNames.All"/>.</param>
    public static Act AddOwn(AccountId account, string name) => new(
        $"Give the account {account} the schema {name} back?",
        $"Users of the account have the schema {SchemaNames.UrnOf(name)} again, with what is still stored of it. {Effect}",
        $"schema add --account {account} {name}",
        "Add",
        async run => OutcomeOf(run, await run.Get<SchemaOperations>().AddAsync(account, name, run.Stop)));

    /// <summary>Takes a schema from an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="holders">How many users have values of it.</param>
    public static Act Remove(AccountId account, KnownSchema schema, int holders) => new(
        $"Take the schema from the account {account}?",
        $"The schema {schema.Urn} goes. {SchemaText.Holders(holders)} What is stored of it stays stored, is in no answer any more, and is "
        + $"back when the schema is. {Effect}",
        $"schema remove --account {account} {CommandWord.Of(SchemaText.NameOf(schema))}",
        "Remove",
        async run => OutcomeOf(run, await run.Get<SchemaOperations>().RemoveAsync(account, schema.Urn, run.Stop)));

    private static string Effect => string.Create(
        CultureInfo.InvariantCulture,
        $"It takes effect after {SchemaOperations.Delay.TotalSeconds:0} s. All instances must run this version.");

    private static ActOutcome OutcomeOf(ActRun run, KnownSchema changed) => new(changed.From is { } from
        ? $"It takes effect at {run.TimeOf(from)}."
        : "The account has the schema so already.");
}

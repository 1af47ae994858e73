using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Accounts;
using Scim.Operations.Schemas;
using Scim.Protocol.Discovery;
using Scim.Protocol.Schemas;

namespace Scim.Cli.Schemas;

/// <summary><c>scim schema</c>: the schemas that extend the users of an account.</summary>
internal static class SchemaCommands
{
    private static readonly IReadOnlyList<Column<KnownSchema>> Columns =
    [
        new("urn", schema => schema.Urn),
        new("name", schema => schema.Definition.Name),
        new("attributes", schema => schema.Attributes),
        new("builtIn", schema => schema.IsBuiltIn),
        new("state", schema => schema.State.ToString().ToLowerInvariant()),
        new("changes", schema => schema.From),
    ];

    public static Command Create(CommandRunner runner) => new("schema", "The schemas that extend the users of an account.")
    {
        Add(runner), List(runner), Show(runner), Remove(runner),
    };

    private static CommandWithExamples Add(CommandRunner runner)
    {
        var account = Names.AccountOption("The account.", required: true);
        var file = new Argument<string>("FILE")
        {
            Description = $"The schema's JSON document (RFC 7643 §7), or one of the product's own: {string.Join(", ", SchemaNames.All.Keys)}.",
        };
        var command = new CommandWithExamples(
            "add",
            "Gives an account a schema, or attributes to one that it has. It takes effect after 60 s. All instances must run this version.",
            "scim schema add --account acme staff.json", "scim schema add --account acme enterprise")
        {
            account, file,
        };
        runner.On(command, async (line, session) =>
        {
            var (name, path) = (line.GetValue(account), line.GetRequiredValue(file));
            var schemas = session.Get<SchemaOperations>();
            // As everywhere, storage and the account come before the file.
            await session.Get<AccountOperations>().FindInUseAsync(name, session.Stop);
            var added = SchemaNames.Find(path) is not null && !File.Exists(path)
                ? await schemas.AddAsync(name, path, session.Stop)
                : await schemas.AddAsync(name, await ReadAsync(path, session.Stop), session.Stop);
            session.Answers.Item(added, Columns);
            SayWhen(session, added);
        });
        return command;
    }

    private static CommandWithExamples List(CommandRunner runner)
    {
        var account = Names.AccountOption("The account.", required: true);
        var command = new CommandWithExamples(
            "list", "Lists the schemas that extend the users of an account.", "scim schema list --account acme --json")
        {
            account,
        };
        runner.On(command, async (line, session) => session.Answers.List(
            await session.Get<SchemaOperations>().ListAsync(line.GetValue(account), session.Stop), Columns));
        return command;
    }

    private static CommandWithExamples Show(CommandRunner runner)
    {
        var (account, schema) = (Names.AccountOption("The account.", required: true), SchemaArgument());
        var command = new CommandWithExamples(
            "show", "Shows a schema's document, which add takes.",
            "scim schema show --account acme urn:example:params:scim:schemas:extension:acme:2.0:User",
            "scim schema show --account acme enterprise")
        {
            account, schema,
        };
        runner.On(command, async (line, session) =>
        {
            var found = await session.Get<SchemaOperations>().FindAsync(
                line.GetValue(account), line.GetRequiredValue(schema), session.Stop);
            var document = new DiscoveryDocuments(new ServiceFeatures(), UserType.Default).Schema(found.Definition, "");
            var json = JsonNode.Parse(document.Span)!.AsObject(); // A schema's document is an object.
            json.Remove("meta");
            session.Answers.Document(json);
        });
        return command;
    }

    private static CommandWithExamples Remove(CommandRunner runner)
    {
        var (account, schema) = (Names.AccountOption("The account.", required: true), SchemaArgument());
        var command = new CommandWithExamples(
            "remove",
            "Takes a schema from an account. What users have of it stays stored, unseen, and is back when the schema is. It takes effect "
            + "after 60 s.",
            "scim schema remove --account acme talkdesk",
            "scim schema remove --account acme urn:example:params:scim:schemas:extension:acme:2.0:User --yes")
        {
            account, schema,
        };
        runner.On(command, async (line, session) =>
        {
            var (name, urn) = (line.GetValue(account), line.GetRequiredValue(schema));
            var schemas = session.Get<SchemaOperations>();
            var holders = await schemas.CountUsersAsync(name, urn, session.Stop);
            if (holders > 0)
            {
                session.Confirm(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{holders} users have values of the schema. They stay stored, and no answer has them any more."));
            }
            var removed = await schemas.RemoveAsync(name, urn, session.Stop);
            session.Answers.Item(removed, Columns);
            SayWhen(session, removed);
        });
        return command;
    }

    private static Argument<string> SchemaArgument() => new("SCHEMA")
    {
        Description = $"Its URN, or one of: {string.Join(", ", SchemaNames.All.Keys)}.",
    };

    /// <exception cref="CliException">The file cannot be read, or is too large.</exception>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken stop)
    {
        try
        {
            await using var file = File.OpenRead(path);
            if (file.Length > SchemaLimits.DocumentBytes)
                throw new CliException($"The file '{path}' is larger than {SchemaLimits.DocumentBytes / 1024} KiB.");
            var content = new byte[file.Length];
            await file.ReadExactlyAsync(content, stop);
            return content;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CliException($"The file '{path}' cannot be read. See that it is there and open to you.");
        }
    }

    private static void SayWhen(Session session, KnownSchema schema)
    {
        if (schema.From is { } from)
            session.Say(string.Create(CultureInfo.InvariantCulture, $"It takes effect at {from.UtcDateTime:HH:mm:ss} UTC."));
    }
}

using System.Globalization;
using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Bulk;

/// <summary>A BulkRequest (RFC 7644 §3.7).</summary>
/// <param name="FailOnErrors">The number of failed operations after which no other is tried; null for no such number.</param>
/// <param name="Operations">The operations in the order in which they were sent, one or more.</param>
public sealed record BulkRequest(int? FailOnErrors, IReadOnlyList<BulkOperation> Operations)
{
    /// <summary>
    /// Reads the body. Its keys compare without case; unknown ones are ignored; a <c>failOnErrors</c> below 1 counts as none. Nothing
    /// of the body is held on to.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="rules">How the account reads requests; a strict one refuses a message that does not say what it is.</param>
    /// <param name="maxOperations">The most operations.</param>
    /// <exception cref="ScimException">
    /// <c>invalidSyntax</c>: another message's schema, no operations, or a member of the wrong type; <c>invalidValue</c>: two
    /// POSTs with the same bulkId; 413 over <paramref name="maxOperations"/>.
    /// </exception>
    public static BulkRequest Parse(JsonElement body, ReadingRules rules, int maxOperations)
    {
        var members = new MessageMembers(body, "The bulk request");
        members.RequireSchema(SchemaUris.BulkRequest, rules.Strictness);
        if (members.Raw("Operations") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
            throw new ScimException(ScimError.InvalidSyntax("Operations must be a list of one operation or more."));
        if (list.GetArrayLength() > maxOperations)
            throw new ScimException(ScimError.TooManyOperations(maxOperations));

        return new BulkRequest(FailOnErrorsOf(members), OperationsOf(list, rules.Type));
    }

    private static List<BulkOperation> OperationsOf(JsonElement list, UserType type)
    {
        var operations = new List<BulkOperation>();
        var creations = new HashSet<string>(StringComparer.Ordinal);
        foreach (var json in list.EnumerateArray())
        {
            try
            {
                var operation = BulkOperation.Parse(json, type);
                if (operation.CreatedAs is { } bulkId && !creations.Add(bulkId))
                    throw new ScimException(ScimError.InvalidValue("An earlier POST has the same bulkId."));
                operations.Add(operation);
            }
            catch (ScimException refusal)
            {
                throw refusal.AtOperation(operations.Count + 1);
            }
        }
        return operations;
    }

    private static int? FailOnErrorsOf(MessageMembers members)
    {
        if (members.Number("failOnErrors") is not { } text)
            return null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var errors))
            throw new ScimException(ScimError.InvalidSyntax("failOnErrors must be a whole number."));
        return errors < 1 ? null : errors;
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Scim.Protocol.Schemas;

namespace Scim.Http.OpenApi;

/// <summary>
/// The OpenAPI 3.1 document of the HTTP interface, made from the descriptions of the endpoints, the schemas of an account and the errors.
/// The same arguments make the same bytes.
/// </summary>
/// <param name="routes">The operations of the service. HEAD, which is answered wherever GET is, is not described.</param>
/// <param name="type">What a user has.</param>
/// <param name="prefix">The path of the service's root, without a slash at the end; usually empty.</param>
/// <param name="examples">Exchanges to show.</param>
internal sealed partial class ApiDocument(
    IReadOnlyList<ScimRoute> routes, UserType type, string prefix, IReadOnlyList<ApiExample> examples)
{
    private const string About =
        """
        A SCIM 2.0 service provider for users (RFC 7643, RFC 7644, RFC 9865), with the token endpoint that its clients use (RFC 6749) and
        the events that its receivers poll for (RFC 8936).

        Every path compares without case, and every GET is answered to HEAD too, without the body. A path below `/scim/v2` that is not
        described here is answered 404, or 401 without a token; a method that a path does not take 405 with `Allow`; `/scim/v2/Me` and
        changes of groups 501. The body is an `Error`. Where the service or its storage failed, the detail names a correlation id, by which
        the operator finds the cause. A 5xx without a body is the platform's, while the service is started or replaced there.

        In a request null counts as absent, and names compare without case. Beyond that, bodies are described as a strict account takes
        them, but for one thing: `schemas` is not required here, and a strict account refuses a PatchOp, a SearchRequest and a BulkRequest
        without it, so always send it. A lenient one, which is the default, takes what the usual connectors send too: booleans and numbers
        as text, a single value in a list or the other way round, messages without `schemas`. It ignores names that no schema has.

        Asked with a token, this document describes the users of the token's account, with the schemas that it has of its own.
        """;

    /// <summary>The document as JSON, in UTF-8.</summary>
    public byte[] ToUtf8()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Make().SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        return Encoding.UTF8.GetBytes(Control().Replace(text.ToString(), match => $"\\u{(int)match.Value[0]:x4}"));
    }

    /// <summary>Schemas may have such characters in their texts. The library writes them as they are, which no JSON may have.</summary>
    [GeneratedRegex("[\u0000-\u001F]")]
    private static partial Regex Control();

    private OpenApiDocument Make()
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo
            {
                Title = "Scim",
                Version = "2.0",
                Summary = "Users provisioned by SCIM 2.0.",
                Description = About.ReplaceLineEndings("\n"),
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            },
            Servers = [new OpenApiServer { Url = prefix.Length == 0 ? "/" : prefix, Description = "The service that sent this document." }],
            Tags = ApiTags.All(),
            Components = new OpenApiComponents(),
            Paths = [],
        };
        var draft = new ApiDraft(document);
        UserShapes.AddTo(draft, type);
        MessageShapes.AddTo(draft);
        DiscoveryShapes.AddTo(draft);
        OAuthShapes.AddTo(draft);
        EventShapes.AddTo(draft);
        ApiParameters.AddTo(draft);
        ApiHeaders.AddTo(draft);
        ApiSecurity.AddTo(draft, prefix);
        ErrorAnswers.AddTo(draft);
        AddPaths(draft);
        foreach (var example in examples)
            draft.Show(example);
        document.RegisterComponents();
        return document;
    }

    private void AddPaths(ApiDraft draft)
    {
        foreach (var route in routes)
        {
            var path = $"/{route.Template}";
            if (!draft.Document.Paths.TryGetValue(path, out var item))
                draft.Document.Paths[path] = item = new OpenApiPathItem { Operations = [] };
            ((OpenApiPathItem)item).AddOperation(new HttpMethod(route.Methods[0]), route.Describe(draft).In(draft));
        }
    }
}

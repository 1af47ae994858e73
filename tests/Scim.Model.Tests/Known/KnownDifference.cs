using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scim.Model.Service;
using Scim.Model.Tests.Product;
using Scim.Model.Tests.Running;
using Scim.Model.Texts;

namespace Scim.Model.Tests.Known;

/// <summary>A difference that is known and waits to be mended, from <c>known-differences.json</c>. The list has to become empty.</summary>
/// <param name="Name">A short name.</param>
/// <param name="Reason">Who is right, by which sentence.</param>
/// <param name="Account">The account of the example.</param>
/// <param name="Example">A conversation whose last answer differs.</param>
/// <param name="Requests">What the lines of the conversation match, the last one included, of any difference of this kind.</param>
/// <param name="Answer">What the start of the product's answer matches.</param>
internal sealed record KnownDifference(
    string Name, string Reason, AccountKind Account, IReadOnlyList<ModelRequest> Example, Regex Requests, Regex Answer)
{
    public static IReadOnlyList<KnownDifference> All { get; } = Load();

    /// <summary>True if a difference is of this kind.</summary>
    public bool Is(Difference difference) =>
        Requests.IsMatch(string.Join('\n', difference.Requests.Select(Difference.Line)))
            && Answer.IsMatch($"{difference.Answer.Status} {difference.Answer.ScimType}");

    private static List<KnownDifference> Load()
    {
        using var stream = typeof(KnownDifference).Assembly.GetManifestResourceStream("known-differences.json")!;
        return [.. JsonNode.Parse(stream)!.AsArray().Select(item => Read(item!.AsObject()))];
    }

    private static KnownDifference Read(JsonObject item) => new(
        item["name"]!.GetValue<string>(),
        item["reason"]!.GetValue<string>(),
        new AccountKind(
            item["strict"]?.GetValue<bool>() == true,
            item["licences"]?.GetValue<int>(),
            item["namesOptional"]?.GetValue<bool>() == true),
        [.. item["example"]!.AsArray().Select(request => ReadRequest(request!.AsObject()))],
        new Regex(item["requests"]!.GetValue<string>(), RegexOptions.IgnoreCase),
        new Regex(item["answer"]!.GetValue<string>()));

    private static ModelRequest ReadRequest(JsonObject item) => new(
        item["method"]!.GetValue<string>(),
        item["slot"]?.GetValue<int>(),
        item["body"]?.ToJsonString(Readable.Options),
        item["query"]?.Deserialize<ModelQuery>(JsonSerializerOptions.Web),
        item["ifMatch"]?.GetValue<string>());
}

using Scim.Model.Service;
using Scim.Model.Tests.Product;

namespace Scim.Model.Tests.Running;

/// <summary>An answer that the model does not allow.</summary>
/// <param name="Account">The account's settings.</param>
/// <param name="Requests">The conversation, of which the last request was answered so.</param>
/// <param name="Answers">What the product answered to each.</param>
/// <param name="Allowed">What the model allows for the last.</param>
internal sealed record Difference(
    AccountKind Account, IReadOnlyList<ModelRequest> Requests, IReadOnlyList<ProductAnswer> Answers, IReadOnlyList<string> Allowed)
{
    public ModelRequest Last => Requests[^1];

    public ProductAnswer Answer => Answers[^1];

    /// <summary>The conversation for people, and what would have been right.</summary>
    public override string ToString() =>
        $"{Account}\n"
        + string.Join('\n', Requests.Zip(Answers).Select(pair => $"> {Line(pair.First)}\n< {pair.Second}"))
        + "\nThe model allows:\n" + string.Join('\n', Allowed.Distinct().Take(4).Select(answer => $"= {answer}"));

    /// <summary>A request in a line.</summary>
    public static string Line(ModelRequest request)
    {
        var query = string.Join('&', (request.Query?.Parameters() ?? []).Select(item => $"{item.Name}={item.Value}"));
        return $"{request.Method} /Users{(request.Slot is { } slot ? $"/{slot}" : "")}{(query.Length > 0 ? $"?{query}" : "")}"
            + $"{(request.IfMatch is { } match ? $" If-Match: {match}" : "")} {request.Body}".TrimEnd();
    }
}

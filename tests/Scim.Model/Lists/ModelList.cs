using System.Globalization;
using System.Text.Json.Nodes;
using Scim.Model.Filters;
using Scim.Model.Schemas;
using Scim.Model.Service;
using Scim.Model.Texts;

namespace Scim.Model.Lists;

/// <summary>What a list has to be.</summary>
/// <param name="Found">All users that were asked for, in order if <paramref name="Sorted"/>.</param>
/// <param name="Sorted">True if the order is asked for; otherwise none is promised.</param>
/// <param name="Skipped">How many come before the page.</param>
/// <param name="Taken">How many the page has.</param>
internal sealed record ModelList(IReadOnlyList<ModelUser> Found, bool Sorted, int Skipped, int Taken)
{
    private const int DefaultCount = 100;
    private const int LargestCount = 200;

    public static ModelList Read(World world, Choices choices, ModelQuery query)
    {
        var start = Math.Max(1, Number(query.StartIndex) ?? 1);
        var count = Math.Clamp(Number(query.Count) ?? DefaultCount, 0, LargestCount);
        var found = world.Users;
        if (query.Filter is { } text)
        {
            if (string.IsNullOrWhiteSpace(text))
                throw new Refusal((400, "invalidFilter"), (FilterReader.OpenFilter, null));
            var filter = FilterReader.Read(world, choices, text);
            var judge = new FilterJudge(world, choices);
            found = [.. world.Users.Where(user => judge.Holds(filter, UserView.Of(user)))];
        }
        var name = SortName(world, query);
        if (name is not null)
            found = Sort(world, choices, found, name, query.SortOrder);
        return new(found, name is not null, Math.Min(start - 1, found.Count), Math.Clamp(found.Count - (start - 1), 0, count));
    }

    private static ModelName? SortName(World world, ModelQuery query)
    {
        if (string.IsNullOrEmpty(query.SortBy))
            return null;
        var name = ModelName.Resolve(world, query.SortBy);
        return name.Found == ModelFound.Attribute && FilterReader.Leaf(name) is not null
            ? name
            : throw new Refusal((400, "invalidPath"), (400, "invalidValue"), (FilterReader.OpenFilter, null));
    }

    // RFC 7644 §3.4.2.3; ties are by id, as protocol.md 15 has it, and which way they go when descending is open.
    private static List<ModelUser> Sort(World world, Choices choices, List<ModelUser> users, ModelName name, string? order)
    {
        if (!string.IsNullOrEmpty(order) && order.ToUpperInvariant() is not ("ASCENDING" or "DESCENDING"))
            throw new Refusal((400, "invalidValue"), (FilterReader.OpenFilter, null));
        var descending = string.Equals(order, "descending", StringComparison.OrdinalIgnoreCase);
        var tiesDescend = descending && world.Policy(choices, "ties descend when the order does") == 1;
        var sorted = users.ToList();
        sorted.Sort((one, other) =>
        {
            var compared = Compare(Value(one, name), Value(other, name));
            var ties = string.CompareOrdinal(one.Id, other.Id);
            return compared != 0 ? (descending ? -compared : compared) : tiesDescend ? -ties : ties;
        });
        return sorted;
    }

    // Missing values are last when ascending.
    private static int Compare(object? one, object? other) => (one, other) switch
    {
        (decimal number, decimal another) => number.CompareTo(another),
        (string text, string another) => string.CompareOrdinal(text, another),
        _ => (one is null).CompareTo(other is null),
    };

    private static object? Value(ModelUser user, ModelName name)
    {
        var values = FilterJudge.All(UserView.Of(user), name).ToList();
        var value = values.FirstOrDefault(ModelRules.IsPrimary) ?? values.FirstOrDefault();
        var leaf = FilterReader.Leaf(name)!;
        var text = (value is JsonObject item ? item[leaf.Name] : value)?.ToString();
        if (text is null)
            return null;
        return leaf.Type switch
        {
            ModelType.Integer or ModelType.Decimal => decimal.Parse(text, CultureInfo.InvariantCulture),
            ModelType.Time => text,
            _ => Prepared.Order(text, leaf.Exact),
        };
    }

    private static int? Number(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Refusal.InvalidValue();
}

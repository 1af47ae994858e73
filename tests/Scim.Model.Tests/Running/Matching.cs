using System.Text.Json.Nodes;
using Scim.Model.Service;
using Scim.Model.Tests.Product;
using Scim.Model.Texts;

namespace Scim.Model.Tests.Running;

/// <summary>Compares an answer of the product with one that the model allows, and takes over what the product alone decides.</summary>
internal static class Matching
{
    /// <summary>True if they agree; then the ids, times, versions and orders of the answer are those of the model's user.</summary>
    public static bool Agrees(ModelAnswer allowed, ProductAnswer answer)
    {
        if (allowed.Status != answer.Status || allowed.ScimType != answer.ScimType)
            return false;
        if (allowed.User is { } user)
            return Agrees(allowed, user, answer);
        return allowed.List is null || allowed.AnyList || AgreesList(allowed, answer.Body!);
    }

    private static bool Agrees(ModelAnswer allowed, ModelUser user, ProductAnswer answer)
    {
        var body = answer.Body;
        if (body?["id"]?.GetValue<string>() is not { } id || answer.Version is not { } version)
            return false;
        if (user.Id.Length == 0)
            user.Id = id;
        if (allowed.Changed is { } changed && changed == (version == user.Version))
            return false;
        if (!AgreesBody(allowed, user, body))
            return false;
        user.Meta["version"] = version;
        return allowed.ModelProjection is not null || TakeOver(user, body, version);
    }

    private static bool AgreesBody(ModelAnswer allowed, ModelUser user, JsonObject body)
    {
        var view = UserView.Of(user);
        var shown = allowed.ModelProjection?.Apply(view) ?? view;
        return user.Id == body["id"]?.GetValue<string>() && Canonical.Same(Compared(shown, allowed), Compared(body, allowed));
    }

    // meta is compared apart; which schemas a part of a user names is open.
    private static JsonObject Compared(JsonObject user, ModelAnswer allowed)
    {
        var compared = (JsonObject)user.DeepClone();
        compared.Remove("meta");
        if (compared["emails"] is JsonArray { Count: 0 })
            compared.Remove("emails"); // Whether an answer shows that addresses were cleared is open.
        if (allowed.ModelProjection is not null)
            compared.Remove("schemas");
        return compared;
    }

    private static bool TakeOver(ModelUser user, JsonObject body, string version)
    {
        if (body["meta"] is not JsonObject meta || meta["version"]?.GetValue<string>() != version
            || meta["resourceType"]?.GetValue<string>() != "User"
            || meta["location"]?.GetValue<string>() != $"http://localhost/scim/v2/Users/{user.Id}"
            || (user.Meta["created"] is { } created && !Canonical.Same(created, meta["created"])))
            return false;
        user.Meta = (JsonObject)meta.DeepClone();
        foreach (var (urn, attribute, _) in ModelRules.Lists(user.Attributes))
            ModelRules.Home(user.Attributes, urn)![attribute.Name] = ModelRules.Home(body, urn)?[attribute.Name]?.DeepClone();
        return true;
    }

    private static bool AgreesList(ModelAnswer allowed, JsonObject body)
    {
        var list = allowed.List!;
        var resources = (body["Resources"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (Number(body, "totalResults") != list.Found.Count || resources.Count != list.Taken
            || (Number(body, "itemsPerPage") ?? 0) != list.Taken)
            return false;
        var page = resources.Select(resource => list.Found.FirstOrDefault(user => user.Id == resource["id"]?.GetValue<string>())).ToList();
        if (page.Contains(null) || page.Distinct().Count() != page.Count)
            return false;
        if (list.Sorted && !page.SequenceEqual(list.Found.Skip(list.Skipped).Take(list.Taken)))
            return false;
        return page.Zip(resources).All(pair => AgreesBody(allowed, pair.First!, pair.Second));
    }

    private static int? Number(JsonObject body, string name) => body[name]?.GetValue<int>();
}

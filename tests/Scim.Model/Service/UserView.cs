using System.Text.Json.Nodes;
using Scim.Model.Schemas;

namespace Scim.Model.Service;

/// <summary>Users as answers show them.</summary>
internal static class UserView
{
    /// <summary>The whole user, as it is answered, filtered and sorted.</summary>
    public static JsonObject Of(ModelUser user)
    {
        var view = Stored(user);
        view["schemas"] = new JsonArray([ModelSchema.CoreUrn, .. ModelSchema.Extensions.Keys.Where(view.ContainsKey)]);
        view["id"] = user.Id;
        view["meta"] = user.Meta.DeepClone();
        return view;
    }

    /// <summary>What is stored, and the addresses as if they were.</summary>
    public static JsonObject Stored(ModelUser user)
    {
        var stored = (JsonObject)user.Attributes.DeepClone();
        ShowEmails(stored, user.EmailsDerived);
        return stored;
    }

    public static void ShowEmails(JsonObject user, bool derived)
    {
        if (!derived)
            return;
        var labels = (user["emails"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(entry => ModelRules.Content(new JsonArray(entry.DeepClone())).Count == 0).Select(entry => entry.DeepClone()).ToList();
        var emails = ModelRules.DerivedEmails(user["userName"]?.ToString() ?? "") ?? [];
        labels.ForEach(emails.Add);
        user["emails"] = emails;
        if (user["emails"] is JsonArray { Count: 0 })
            user.Remove("emails");
    }
}

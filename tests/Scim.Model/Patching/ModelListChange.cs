using System.Text.Json.Nodes;
using Scim.Model.Filters;
using Scim.Model.Schemas;
using Scim.Model.Service;
using Scim.Model.Texts;

namespace Scim.Model.Patching;

/// <summary>Operations on multi-valued attributes (RFC 7644 §3.5.2; product.md 5, 6).</summary>
internal sealed class ModelListChange(World world, Choices choices, ValueReader values)
{
    public void Apply(string op, ModelPath target, JsonNode? value, JsonObject home)
    {
        var attribute = target.Name.Attribute!;
        var list = home[attribute.Name] as JsonArray ?? [];
        if (target.Entries is null && target.Name.Sub is not null)
            throw Refusal.Of("invalidPath", "noTarget", "invalidValue"); // Which entries, no document says; not asked by the runs.
        list = (JsonArray)list.DeepClone();
        if (target.Entries is not null)
            ApplyEntries(op, target, value, list);
        else if (op == "remove")
            list = Remove(attribute, value, list);
        else if (values.Read(attribute, value) is JsonArray read)
            list = op == "add" ? Add(attribute, read, list) : Replace(attribute, read);
        else if (op == "replace" || world.Policy(choices, "add of nothing to a list unassigns it") == 1)
            list = [];
        home[attribute.Name] = list;
        if (ModelRules.Content(list).Count > ModelRules.MostEntries(attribute))
            throw Refusal.InvalidValue();
        if (list.Count == 0)
            home.Remove(attribute.Name);
        else
            ModelRules.JoinRepeated(world, choices, attribute, list); // Bare ones may get a value yet: they go after the last operation.
    }

    private JsonArray Replace(ModelAttribute attribute, JsonArray read)
    {
        ModelRules.CheckPrimary(world, choices, attribute, read);
        return read;
    }

    // An entry whose value and type are there already is that entry; it is newly primary only if what is sent says so.
    private JsonArray Add(ModelAttribute attribute, JsonArray read, JsonArray list)
    {
        var newly = new List<JsonNode?>();
        foreach (var sent in read.OfType<JsonObject>().ToList())
        {
            var there = list.OfType<JsonObject>().FirstOrDefault(entry => Canonical.Same(entry, sent))
                ?? list.OfType<JsonObject>().FirstOrDefault(entry => ModelRules.SamePair(entry, sent, attribute));
            if (there is null)
            {
                read.Remove(sent);
                list.Add(sent);
                newly.Add(sent);
                continue;
            }
            Touch(there, sent);
            if (ModelRules.IsPrimary(sent) && !newly.Contains(there))
                newly.Add(there);
        }
        ModelRules.CheckPrimary(world, choices, attribute, list, newly);
        return list;
    }

    private void Touch(JsonObject there, JsonObject sent)
    {
        if (sent.All(pair => Canonical.Same(there[pair.Key], pair.Value)))
            return;
        switch (world.Policy(choices, "add of an entry that is there but for other sub-attributes", 3))
        {
            case 0:
                foreach (var (name, value) in sent)
                    there[name] = value?.DeepClone();
                break;
            case 1:
                foreach (var (name, value) in sent.Where(pair => there[pair.Key] is null || pair.Key == "primary"))
                    there[name] = value?.DeepClone();
                break;
            default:
                there.Clear();
                foreach (var (name, value) in sent)
                    there[name] = value?.DeepClone();
                break;
        }
    }

    private JsonArray Remove(ModelAttribute attribute, JsonNode? value, JsonArray list)
    {
        if (value is null)
            return [];
        if (values.Read(attribute, value) is not JsonArray { Count: > 0 } sent)
        {
            choices.MayRefuse("invalidValue", "noTarget"); // A list that names nothing.
            return choices.Either() ? list : [];
        }
        var gone = list.OfType<JsonObject>().Where(entry => sent.OfType<JsonObject>().Any(item => Names(attribute, item, entry))).ToList();
        if (gone.Count == 0 && world.Strict && world.Policy(choices, "strict: a list that matches nothing to remove is refused") == 1)
            throw Refusal.Of("noTarget");
        gone.ForEach(entry => list.Remove(entry));
        return list;
    }

    private static bool Names(ModelAttribute attribute, JsonObject sent, JsonObject entry)
    {
        bool Equal(string name) =>
            entry[name] is { } value && attribute.Sub(name) is { } sub
            && Prepared.Of(value.ToString(), sub.Exact || sub.Type == ModelType.Binary)
                == Prepared.Of(sent[name]!.ToString(), sub.Exact || sub.Type == ModelType.Binary);
        return sent["value"] is null ? sent.All(pair => Equal(pair.Key)) : Equal("value");
    }

    private void ApplyEntries(string op, ModelPath target, JsonNode? value, JsonArray list)
    {
        var name = target.Name;
        var found = list.OfType<JsonObject>().Where(entry => new FilterJudge(world, choices).Holds(target.Entries!, entry)).ToList();
        if (op == "remove")
        {
            if (found.Count == 0 && world.Strict)
                throw Refusal.Of("noTarget");
            foreach (var entry in found)
            {
                if (name.Sub is null)
                    list.Remove(entry);
                else
                    Drop(name.Attribute!, name.Sub, entry, list);
            }
            return;
        }
        var created = false;
        if (found.Count == 0)
        {
            var entry = world.Strict ? null : target.Created();
            if (entry is null)
            {
                var faults = new Faults();
                faults.Try(() => Set(name, value, [], []));
                faults.Try(() => throw Refusal.Of("noTarget"));
                faults.Throw();
            }
            if (value is null or JsonArray { Count: 0 } or JsonArray { Count: 1 } and [null] || ValueReader.Text(value) == "")
            {
                choices.MayRefuse("noTarget", "invalidValue"); // Nothing to create an entry with.
                return;
            }
            created = true;
            list.Add(entry);
            found.Add(entry!);
        }
        var was = created || SetsPrimary(name, value) ? []
            : ModelRules.WithContent(found).Where(ModelRules.IsPrimary).ToList(); // Labels alone are primary once they have content.
        foreach (var entry in found)
            Set(name, value, entry, list);
        ModelRules.CheckPrimary(world, choices, name.Attribute!, list, [.. found.Where(entry => !was.Contains(entry))]);
    }

    private static bool SetsPrimary(ModelName name, JsonNode? value) =>
        name.Sub is null ? value is JsonObject item && item.Any(pair => pair.Key.Equals("primary", StringComparison.OrdinalIgnoreCase))
            : name.Sub.Name == "primary";

    private void Set(ModelName name, JsonNode? value, JsonObject entry, JsonArray list)
    {
        var attribute = name.Attribute!;
        if (name.Sub is { } sub)
        {
            var read = ValueReader.IsEntryValue(attribute, sub) ? values.ReadEntryValue(attribute, value, entry)
                : values.ReadOne(sub, value);
            if (read is null)
                Drop(attribute, sub, entry, list);
            else
                entry[sub.Name] = read;
            return;
        }
        if (value is JsonArray { Count: < 2 } wrapped)
        {
            choices.MayRefuse("invalidValue"); // Of an entry that is wrapped no line speaks.
            value = wrapped.FirstOrDefault()?.DeepClone();
        }
        if (value is null || ValueReader.Text(value) == "")
        {
            list.Remove(entry);
            return;
        }
        foreach (var (key, item) in values.ReadEntry(attribute, value) ?? [])
            entry[key] = item?.DeepClone();
        foreach (var (key, item) in value as JsonObject ?? [])
        {
            if (attribute.Sub(key) is { } named && (item is null or JsonArray { Count: 0 } || ValueReader.Text(item) == ""))
                Drop(attribute, named, entry, list);
        }
    }

    // product.md, emails: without its value an address is gone, and so is an entry of any other list.
    private static void Drop(ModelAttribute attribute, ModelAttribute sub, JsonObject entry, JsonArray list)
    {
        if (entry.Remove(sub.Name) && ValueReader.IsEntryValue(attribute, sub))
            list.Remove(entry);
    }
}

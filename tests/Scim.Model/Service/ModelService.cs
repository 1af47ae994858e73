using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Model.Filters;
using Scim.Model.Lists;
using Scim.Model.Patching;
using Scim.Model.Texts;

namespace Scim.Model.Service;

/// <summary>The service that product.md describes, over one account, in naive code.</summary>
internal static class ModelService
{
    /// <summary>The answers that are allowed; the world is not changed.</summary>
    public static IEnumerable<ModelAnswer> Answers(World world, ModelRequest request) =>
        Choices.All(choices => Answer(world.Clone(), request, choices)).SelectMany(answers => answers);

    private static List<ModelAnswer> Answer(World world, ModelRequest request, Choices choices)
    {
        var before = world.Clone();
        try
        {
            return [Handle(world, request, choices)];
        }
        catch (Refusal refusal)
        {
            foreach (var (name, answer) in world.Policies)
                before.Policies[name] = answer;
            return
            [
                .. refusal.Allowed.Select(allowed => allowed.Status == FilterReader.OpenFilter
                    ? new ModelAnswer(before.Clone(), 200, AnyList: true)
                    : new ModelAnswer(before.Clone(), allowed.Status, allowed.ScimType)),
            ];
        }
    }

    private static ModelAnswer Handle(World world, ModelRequest request, Choices choices)
    {
        var query = request.Query ?? new ModelQuery();
        if (request.Method == "POST")
            return Create(world, request, choices, query);
        if (request.Slot is not { } slot)
        {
            return List(world, query, choices);
        }
        var user = world.Users.FirstOrDefault(user => user.Slot == slot);
        var faults = new Faults();
        if (user is null)
            faults.Try(() => throw new Refusal((404, null)));
        else if (request.IfMatch == "old" && request.Method != "GET")
            faults.Try(() => throw new Refusal((412, null)));
        ModelAnswer? answer = null;
        ModelProjection? projection = null;
        if (request.Method != "DELETE")
            faults.Try(() => projection = ModelProjection.Read(world, query.Attributes, query.ExcludedAttributes));
        faults.Try(() => answer = Act(world, request, user ?? NoUser(slot), choices));
        faults.Throw();
        return answer! with { ModelProjection = projection };
    }

    // Of several things that are wrong, any may be told.
    private static ModelAnswer List(World world, ModelQuery query, Choices choices)
    {
        var faults = new Faults();
        ModelProjection? asked = null;
        faults.Try(() => asked = ModelProjection.Read(world, query.Attributes, query.ExcludedAttributes));
        faults.Try(() => ModelList.Read(world, choices, query with { Filter = null, SortBy = null }));
        faults.Try(() => ModelList.Read(world, choices, query with { StartIndex = null, Count = null, Filter = null }));
        faults.Try(() => ModelList.Read(world, choices, query with { StartIndex = null, Count = null, SortBy = null }));
        faults.Throw();
        return new(world, 200, List: ModelList.Read(world, choices, query), ModelProjection: asked);
    }

    // What is wrong with a request may be told before that there is no such user.
    private static ModelUser NoUser(int slot) => new()
    {
        Slot = slot,
        Attributes = new JsonObject
        {
            ["userName"] = "-",
            ["name"] = new JsonObject { ["givenName"] = "-", ["familyName"] = "-" },
            ["active"] = false,
        },
    };

    private static ModelAnswer Act(World world, ModelRequest request, ModelUser user, Choices choices)
    {
        switch (request.Method)
        {
            case "GET":
                return new(world, 200, User: user, Changed: false);
            case "DELETE":
                world.Users.Remove(user);
                return new(world, 204);
            case "PUT":
                return Replace(world, request, user, choices);
            default:
                return Patch(world, request, user, choices);
        }
    }

    private static ModelAnswer Create(World world, ModelRequest request, Choices choices, ModelQuery query)
    {
        var projection = ModelProjection.Read(world, query.Attributes, query.ExcludedAttributes);
        var (attributes, derived) = new BodyReader(world, choices).Read(Body(request));
        attributes["active"] = attributes["active"]?.GetValue<bool>() != false && world.LicenceFree;
        var user = new ModelUser { Slot = request.Slot!.Value, Attributes = attributes, EmailsDerived = derived };
        CheckUnique(world, user);
        world.Users.Add(user);
        return new(world, 201, User: user, Changed: true, ModelProjection: projection);
    }

    // No line says that a PUT of what is there keeps the version.
    private static ModelAnswer Replace(World world, ModelRequest request, ModelUser user, Choices choices)
    {
        var before = Key(user);
        var (attributes, derived) = new BodyReader(world, choices).Read(Body(request));
        var wanted = attributes["active"]?.GetValue<bool>() ?? user.Active;
        attributes["active"] = wanted && (user.Active || world.LicenceFree);
        (user.Attributes, user.EmailsDerived) = (attributes, derived);
        CheckUnique(world, user);
        return new(world, 200, User: user, Changed: Key(user) == before ? null : true);
    }

    private static ModelAnswer Patch(World world, ModelRequest request, ModelUser user, Choices choices)
    {
        var before = Key(user);
        var order = Canonical.InOrder(UserView.Stored(user));
        var run = new PatchRun(world, choices, user);
        run.Apply(Body(request));
        var attributes = run.User;
        var wanted = attributes["active"]!.GetValue<bool>();
        var waits = wanted && !user.Active && !world.LicenceFree;
        if (waits)
            attributes["active"] = false;
        var derivedWas = user.EmailsDerived;
        (user.Attributes, user.EmailsDerived) = (attributes, run.EmailsDerived);
        if (run.EmailsDerived)
            attributes.Remove("emails");
        CheckUnique(world, user);
        // A waiting mark is no attribute; whether setting or clearing it is a change is open. So is pinning an address that is derived, and
        // another order of a list whose entries went and came back.
        var open = waits || (run.Deactivates && !wanted) || derivedWas != run.EmailsDerived
            || Canonical.InOrder(UserView.Stored(user)) != order;
        return new(world, 200, User: user, Changed: Key(user) == before ? (open ? null : false) : true);
    }

    private static string Key(ModelUser user) => Canonical.Of(UserView.Stored(user));

    private static void CheckUnique(World world, ModelUser user)
    {
        if (world.Users.Any(other => other != user && Prepared.Of(other.UserName) == Prepared.Of(user.UserName)))
            throw new Refusal((409, "uniqueness"));
    }

    private static JsonObject Body(ModelRequest request)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return JsonNode.Parse(request.Body ?? "", documentOptions: options) as JsonObject
                ?? throw Refusal.Of("invalidSyntax");
        }
        catch (JsonException)
        {
            throw Refusal.Of("invalidSyntax");
        }
    }
}

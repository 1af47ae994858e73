using System.Net;
using Scim.Provisioning.Metering;
using Scim.Testing;
using static Scim.Resilience.Tests.Budgets.BudgetRequest;

namespace Scim.Resilience.Tests.Budgets;

/// <summary>The budgets of the operations: one instance, no contention, caches warm but where it says cold.</summary>
internal static class BudgetRows
{
    public static IReadOnlyList<BudgetRow> All { get; } =
    [
        new("GET by id", [2], async s => Get(await NewUserAsync(s))),
        new("GET by userName", [2, 1], async s => await AfterUserAsync(s, Find("userName eq \"ADA\""))),
        new("GET by userName, seen lately", [3], async s =>
        {
            await AfterUserAsync(s, Find("userName eq \"ADA\""));
            await s.PrepareAsync(Find("userName eq \"Ada\""));
            return Find("userName eq \"ADA\"");
        }),
        new("GET by externalId, 3 matches", [2, 3], async s => await AfterUserAsync(s, Find("externalId eq \"shared\""), users: 3)),
        new("GET by e-mail, 3 matches", [2, 3], async s => await AfterUserAsync(s, Find("emails.value eq \"all@example.com\""), users: 3)),
        new("GET by e-mail with a value path, 1 match", [2, 1],
            async s => await AfterUserAsync(s, Find("emails[type eq \"home\"].value eq \"ada@example.com\""), users: 3)),
        new("POST", [1, 1], async s => await AfterUserAsync(s, Post("grace"))) { Status = HttpStatusCode.Created },
        new("PUT", [1, 1], async s => Put(await NewUserAsync(s), "ada", "King")),
        new("PUT, rename", [1, 1], async s => Put(await NewUserAsync(s), "countess", "Lovelace")),
        new("PUT, change of active", [1, 1], async s => Put(await NewUserAsync(s), "ada", "Lovelace", active: "false")),
        new("PATCH", [1, 1], async s => Patch(await NewUserAsync(s), "name.familyName", "\"King\"")),
        new("PATCH, rename", [1, 1], async s => Patch(await NewUserAsync(s), "userName", "\"countess\"")),
        new("PATCH, deactivation", [1, 1], async s => Patch(await NewUserAsync(s), "active", "false")),
        new("PATCH, activation", [1, 1], async s => Patch(await NewUserAsync(s, active: "false"), "active", "true")),
        new("DELETE", [1, 1], async s => Delete(await NewUserAsync(s))) { Status = HttpStatusCode.NoContent },
        new("PATCH that changes nothing", [1, 1], async s => Patch(await NewUserAsync(s), "name.familyName", "\"Lovelace\"")),
        new("POST, two streams", [1, 1], async s => await AfterUserAsync(s, Post("grace")))
        {
            Status = HttpStatusCode.Created,
            Streams = 2,
        },
        new("PUT, two streams", [1, 1], async s => Put(await NewUserAsync(s), "ada", "King")) { Streams = 2 },
        new("PATCH, two streams", [1, 1], async s => Patch(await NewUserAsync(s), "name.familyName", "\"King\"")) { Streams = 2 },
        new("PATCH, deactivation, three streams", [1, 1], async s => Patch(await NewUserAsync(s), "active", "false")) { Streams = 3 },
        new("DELETE, two streams", [1, 1], async s => Delete(await NewUserAsync(s)))
        {
            Status = HttpStatusCode.NoContent,
            Streams = 2,
        },
        new("list page, first", [3], async s => await AfterUserAsync(s, Get("/Users?count=2"), users: 5)),
        new("list page, by cursor", [3], async s =>
        {
            await AfterUserAsync(s, Get("/Users"), users: 5);
            var first = await s.PrepareAsync(Get("/Users?cursor=&count=2"));
            return Get($"/Users?count=2&cursor={Uri.EscapeDataString(first.Text("nextCursor")!)}"); // A page follows.
        }),
        new("list page, from a remembered position", [3], async s =>
        {
            await AfterUserAsync(s, Get("/Users"), users: 5);
            await s.PrepareAsync(Get("/Users?count=2"));
            return Get("/Users?count=2&startIndex=3");
        }),
        new("denied by the meter", [], async s => Get(await NewUserAsync(s)))
        {
            Status = HttpStatusCode.TooManyRequests,
            Limit = new RateLimit(0.1, 1),
            IsMetInUse = false,
        },
        new(
            "on top: licence wanted and the remembered row shows none free, POST",
            [2, 1],
            async s => await AfterUserAsync(s, Post("grace")))
        {
            Status = HttpStatusCode.Created,
            Licences = 1,
        },
        new("on top: licence wanted and the remembered row shows none free, PATCH", [2, 1], async s =>
        {
            var idle = await s.PrepareAsync(Post("grace", active: "false"));
            await NewUserAsync(s);
            return Patch(idle, "active", "true");
        })
        {
            Licences = 1,
        },
        new("on top: token cache and settings refresh", [1, 1, 3], async s => await LaterAsync(s, TimeSpan.FromSeconds(26)))
        {
            IsMetInUse = false,
        },
        new("on top: token cache and account settings refresh, POST", [1, 1, 2, 1], async s =>
        {
            await LaterAsync(s, TimeSpan.FromSeconds(26));
            return Post("grace");
        })
        {
            Status = HttpStatusCode.Created,
            IsMetInUse = false,
        },
        new("on top: token cache and account settings refresh, PATCH", [1, 1, 2, 1], async s =>
        {
            var user = await NewUserAsync(s);
            s.Pass(TimeSpan.FromSeconds(26));
            return Patch(user, "name.familyName", "\"King\"");
        })
        {
            IsMetInUse = false,
        },
        new("on top: sliding expiry", [3], async s =>
        {
            var request = await LaterAsync(s, TimeSpan.FromMinutes(59.8));
            await s.PrepareAsync(request);
            s.Pass(TimeSpan.FromSeconds(20));
            return request;
        })
        {
            IsMetInUse = false,
        },
        new("on top: sliding expiry, token cache and settings refresh", [1, 1, 4], async s => await LaterAsync(s, TimeSpan.FromHours(2)))
        {
            IsMetInUse = false,
        },
        new("on top: stale account row, POST", [1, 1, 1, 1], async s =>
        {
            await NewUserAsync(s);
            await s.InterfereAsync(Post("mary"));
            return await OnceMeteredAsync(s, Post("grace"));
        })
        {
            Status = HttpStatusCode.Created,
        },
        new("on top: stale account row, DELETE", [1, 1, 1, 1], async s =>
        {
            var user = await NewUserAsync(s);
            await s.InterfereAsync(Post("mary"));
            return await OnceMeteredAsync(s, Delete(user));
        })
        {
            Status = HttpStatusCode.NoContent,
        },
        new("on top: remembered user that another instance has changed, PATCH", [1, 1, 1, 1], async s =>
        {
            var user = await NewUserAsync(s);
            await s.InterfereAsync(Patch(user, "name.familyName", "\"King\""));
            return await OnceMeteredAsync(s, Patch(user, "name.familyName", "\"Noel\""));
        }),
        new("on top: bucket conflict", [2, 1, 1], async s =>
        {
            var user = await NewUserAsync(s);
            await s.InterfereAsync(Get(user));
            return Get(user);
        })
        {
            IsMetInUse = false,
        },
        new("cold: GET by id", [1, 1, 3, 1], async s => Get(await s.InterfereAsync(Post("ada")))) { IsMetInUse = false },
        new("cold: POST", [1, 1, 2, 1, 1], async s =>
        {
            await s.InterfereAsync(Post("ada"));
            return Post("grace");
        })
        {
            Status = HttpStatusCode.Created,
            IsMetInUse = false,
        },
        new("cold: PATCH", [1, 1, 2, 2, 1], async s => Patch(await s.InterfereAsync(Post("ada")), "name.familyName", "\"King\""))
        {
            IsMetInUse = false,
        },
    ];

    private static Task<ScimAnswer> NewUserAsync(BudgetService service, string active = "true") =>
        service.PrepareAsync(Post("ada", active));

    private static async Task<BudgetRequest> AfterUserAsync(BudgetService service, BudgetRequest request, int users = 1)
    {
        await NewUserAsync(service);
        for (var number = 1; number < users; number++)
            await service.PrepareAsync(Post($"user{number}"));
        return request;
    }

    private static async Task<BudgetRequest> LaterAsync(BudgetService service, TimeSpan time)
    {
        var user = await NewUserAsync(service);
        service.Pass(time);
        return Get(user);
    }

    /// <summary>The request after one that found out about the tokens that the other instance took.</summary>
    private static async Task<BudgetRequest> OnceMeteredAsync(BudgetService service, BudgetRequest request)
    {
        await service.PrepareAsync(Find("userName eq \"nobody\""));
        return request;
    }
}

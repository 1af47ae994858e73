using System.Net;
using System.Text.Json.Nodes;
using Scim.Verification.Reports;

namespace Scim.Cli.Tests.Verifying;

/// <summary>Faults of a service, put in one at a time: each is found by a check that is about it.</summary>
public sealed class FaultTests(VerifiedService service) : IClassFixture<VerifiedService>
{
    /// <summary>Each fault: what is wrong, the fault, the checks to run, and a part of the name of one that must find it.</summary>
    private static readonly (string Name, Func<ServiceFault> Make, string Only, string FoundBy)[] Faults =
    [
        ("a duplicate is 400", () => ServiceFault.InStatus(_ => true, HttpStatusCode.Conflict, HttpStatusCode.BadRequest),
            "RFC 7644 §3.3", "A userName that is taken"),
        ("a duplicate of another case is taken", DuplicateOfOtherCase, "RFC 7644 §3.3", "A userName that is taken"),
        ("no Location", () => WithoutField("Location"), "RFC 7644 §3.3", "location wherever"),
        ("externalId is lost", () => ServiceFault.InBodies((_, body) => body.Remove("externalId")), "RFC 7644 §3.3", "A user is created"),
        ("letters are lost", LettersLost, "RFC 8265", "Letters of all scripts"),
        ("versions stay", VersionsStay, "RFC 7644 §3.14", "A change makes a new version"),
        ("lastModified stays", () => ServiceFault.InBodies((_, body) => Unmodified(body)), "RFC 7644 §3.14", "a later lastModified"),
        ("a search has no order", () => ServiceFault.InRequests(HttpMethod.Post, body => body.Remove("sortBy")),
            "RFC 7644 §3.4.3", "A search by POST finds"),
        ("no ETag", () => WithoutField("ETag"), "RFC 7644 §3.14", "A user has an ETag"),
        ("If-Match is ignored", () => WithoutAskedField("If-Match"), "RFC 7644 §3.14", "412 and changes nothing"),
        ("If-None-Match is ignored", () => WithoutAskedField("If-None-Match"), "RFC 7644 §3.14", "304"),
        ("the password is returned", PasswordReturned, "RFC 7643 §4.1.1", "No answer has a password"),
        ("the filter is ignored", () => ServiceFault.InQueries(query => query.Replace("filter=", "unfiltered=")),
            "RFC 7644 §3.4.2.2", "A filter finds whom"),
        ("or binds as and does", () => ServiceFault.InQueries(query => query.Replace("%20or%20", "%20and%20")),
            "RFC 7644 §3.4.2.2", "A filter finds whom"),
        ("nobody found is 404", NobodyIs404, "RFC 7644 §3.4.2.2", "finds nobody"),
        ("an operation has a case", OperationsHaveCase, "connector: Entra ID", "operation in any case"),
        ("DELETE is 200", () => ServiceFault.InStatus(IsDeletion, HttpStatusCode.NoContent, HttpStatusCode.OK),
            "RFC 7644 §3.6", "DELETE is 204"),
        ("DELETE deletes nobody", DeletesNobody, "RFC 7644 §3.6", "gone everywhere"),
        ("totalResults is that of the page", TotalOfPage, "RFC 7644 §3.4.2.4", "count all of them"),
        ("startIndex is ignored", () => ServiceFault.InQueries(query => query.Replace("startIndex=", "ignored=")),
            "RFC 7644 §3.4.2.4", "Pages have every user once"),
        ("sortOrder is ignored", () => ServiceFault.InQueries(query => query.Replace("sortOrder=", "ignored=")),
            "RFC 7644 §3.4.2.3", "sorted as is asked"),
        ("cursors lead nowhere", () => InsteadOf("cursor=", """{"nextCursor":"next","Resources":[]}"""), "RFC 9865 §2", "Cursors lead"),
        ("excludedAttributes is ignored", () => ServiceFault.InQueries(query => query.Replace("excludedAttributes=", "ignored=")),
            "RFC 7644 §3.9", "attributes that are asked for"),
        ("another content type", OtherContentType, "RFC 7644 §3.1", "media type"),
        ("an error without schemas", () => InErrors(error => error.Remove("schemas")), "RFC 7644 §3.12", "Every error is a SCIM error"),
        ("a status that is a number", () => InErrors(error => error["status"] = 400), "RFC 7644 §3.12", "Every error is a SCIM error"),
        ("a 401 without a challenge", () => WithoutField("WWW-Authenticate"), "401", "A 401 names"),
        ("a relative location", RelativeLocation, "RFC 7643", "absolute location"),
        ("two primary addresses", TwoPrimary, "RFC 7643 §2.4", "at most one primary"),
        ("PUT merges", () => ServiceFault.InRequests(HttpMethod.Put, body => body["title"] is null && Set(body, "title", "Cleared")),
            "RFC 7644 §3.5.1", "PUT replaces"),
        ("PATCH applies its first operation alone", OneOperation, "RFC 7644 §3.5.2", "in order"),
        ("no schema of an extension", () => ServiceFault.InBodies((_, body) => OneSchema(body)), "RFC 7643 §3", "lists the schemas"),
        ("a bulkId that is not answered", () => ServiceFault.InBodies((_, body) => NoBulkIds(body)), "RFC 7644 §3.7", "A Bulk makes"),
        ("schemas of another resource", () => ServiceFault.InBodies((_, body) => OtherType(body)), "RFC 7643 §6", "ResourceTypes has User"),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_is_found(string name)
    {
        var (_, make, only, foundBy) = Faults.Single(fault => fault.Name == name);
        using var fault = make();

        var report = await service.VerifyAsync(fault, only);

        var finders = report.Checks.Where(check => check.Name.Contains(foundBy, StringComparison.Ordinal)).ToList();
        Assert.Contains(finders, check => check is { Outcome: CheckOutcome.Wrong, Shortcomings.Count: > 0 });
        Assert.False(report.IsGood);
        AssertTellsOfNobodyElse(report);
    }

    /// <summary>Every check that finds one of them finds nothing in the service itself: see <see cref="VerifyCommandTests"/>.</summary>
    [Fact]
    public void They_are_many() => Assert.True(Faults.Length > 20);

    private static void AssertTellsOfNobodyElse(VerificationReport report) =>
        Assert.All(report.Checks.SelectMany(check => check.Shortcomings), shortcoming =>
        {
            Assert.DoesNotContain("resident", $"{shortcoming}", StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Accountis", $"{shortcoming}", StringComparison.OrdinalIgnoreCase);
        });

    private static bool IsDeletion(HttpRequestMessage request) => request.Method == HttpMethod.Delete;

    private static ServiceFault WithoutField(string name) => new()
    {
        Answered = (_, response) =>
        {
            response.Headers.Remove(name);
            return Task.CompletedTask;
        },
    };

    private static ServiceFault WithoutAskedField(string name) => new()
    {
        Asked = request =>
        {
            request.Headers.Remove(name);
            return Task.CompletedTask;
        },
    };

    // The service is asked for a name of its own, and says that it made the one that is taken.
    private static ServiceFault DuplicateOfOtherCase() => ServiceFault.InRequests(
        HttpMethod.Post,
        body => body["userName"]?.ToString() is { } name && !name.Any(char.IsLower) && Set(body, "userName", $"{name}.other"));

    private static ServiceFault LettersLost() => ServiceFault.InBodies((_, body) =>
        body["displayName"]?.ToString() is { } name && Set(body, "displayName", name.Replace('\u00EB', '?')));

    private static ServiceFault VersionsStay() => new()
    {
        Answered = (_, response) =>
        {
            if (response.Headers.Remove("ETag")) response.Headers.TryAddWithoutValidation("ETag", "W/\"1\"");
            return Task.CompletedTask;
        },
    };

    private static bool Unmodified(JsonObject body) =>
        body["meta"] is JsonObject meta && meta["created"] is { } created && Set(meta, "lastModified", created.DeepClone());

    private static ServiceFault PasswordReturned() =>
        ServiceFault.InBodies((_, body) => body.ContainsKey("userName") && Set(body, "password", "secret"));

    private static ServiceFault NobodyIs404() => new()
    {
        Answered = async (_, response) =>
        {
            if (await ServiceFault.ReadAsync(response.Content) is JsonObject body && body["totalResults"]?.GetValue<int>() == 0)
                response.StatusCode = HttpStatusCode.NotFound;
        },
    };

    private static ServiceFault OperationsHaveCase() => new()
    {
        InItsPlace = request => request.Method == HttpMethod.Patch
            && request.Content!.ReadAsStringAsync().Result.Contains("\"op\":\"Replace\"", StringComparison.Ordinal) // Every PATCH has one.
            ? new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("") }
            : null,
    };

    private static ServiceFault DeletesNobody() => new()
    {
        InItsPlace = request => IsDeletion(request) ? new HttpResponseMessage(HttpStatusCode.NoContent) : null,
    };

    private static ServiceFault TotalOfPage() => ServiceFault.InBodies((_, body) =>
        body["Resources"] is JsonArray { Count: > 0 } users && Set(body, "totalResults", users.Count));

    private static ServiceFault InsteadOf(string asked, string body) => new()
    {
        InItsPlace = request => request.RequestUri!.Query.Contains(asked, StringComparison.Ordinal) // Every request has one.
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) }
            : null,
    };

    private static ServiceFault OtherContentType() => new()
    {
        Answered = (_, response) =>
        {
            if (response.Content.Headers.ContentType is not null) response.Content.Headers.ContentType = new("text/html");
            return Task.CompletedTask;
        },
    };

    private static ServiceFault InErrors(Action<JsonObject> change) => new()
    {
        Answered = async (_, response) =>
        {
            if (response.IsSuccessStatusCode || await ServiceFault.ReadAsync(response.Content) is not JsonObject error) return;
            change(error);
            ServiceFault.Write(response, error);
        },
    };

    private static ServiceFault RelativeLocation() => ServiceFault.InBodies((_, body) =>
        body["meta"] is JsonObject meta && meta["location"] is not null && Set(meta, "location", $"/Users/{body["id"]}"));

    private static ServiceFault TwoPrimary() => ServiceFault.InBodies((_, body) =>
    {
        if (body["emails"] is not JsonArray { Count: > 1 } emails) return false;
        foreach (var email in emails.OfType<JsonObject>()) email["primary"] = true;
        return true;
    });

    private static ServiceFault OneOperation() => ServiceFault.InRequests(HttpMethod.Patch, body =>
    {
        if (body["Operations"] is not JsonArray { Count: > 1 } operations) return false;
        while (operations.Count > 1) operations.RemoveAt(1);
        return true;
    });

    private static bool OneSchema(JsonObject body)
    {
        if (body["userName"] is null || body["schemas"] is not JsonArray { Count: > 1 } schemas) return false;
        while (schemas.Count > 1) schemas.RemoveAt(1);
        return true;
    }

    private static bool NoBulkIds(JsonObject body)
    {
        if (body["Operations"] is not JsonArray operations) return false;
        foreach (var operation in operations.OfType<JsonObject>()) operation.Remove("bulkId");
        return true;
    }

    private static bool OtherType(JsonObject body)
    {
        if (body["Resources"] is not JsonArray types) return false;
        foreach (var type in types.OfType<JsonObject>().Where(type => type.ContainsKey("endpoint"))) type["schema"] = "urn:example:other";
        return true;
    }

    private static bool Set(JsonObject json, string name, JsonNode value)
    {
        json[name] = value;
        return true;
    }
}

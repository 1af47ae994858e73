using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Scim.Http.OpenApi;
using Scim.Http.Routing;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Testing.Schemas;
using Scim.Testing.Tenants;

namespace Scim.Http.Tests.OpenApi;

public sealed class OpenApiDocumentTests
{
    private const string Path = "/openapi.json";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_examples_are_what_the_service_answers_and_the_file_is_what_it_serves()
    {
        var examples = await ExampleScript.PlayAsync();
        OpenApiFiles.Compare(OpenApiFiles.Examples, OpenApiFiles.Text(examples));
        OpenApiFiles.Compare(
            OpenApiFiles.Document, OpenApiFiles.TextOfJson(new ApiDocument(RouteTable.Routes, UserType.Default, "", examples).ToUtf8()));

        if (OpenApiFiles.Writes)
            return; // The service has the exchanges of its build.
        await using var service = await TestService.StartAsync();
        var served = await (await service.SendBareAsync("GET", Path)).Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal(await File.ReadAllTextAsync(OpenApiFiles.Document, Cancel), OpenApiFiles.TextOfJson(served));
    }

    [Fact]
    public async Task Every_route_and_method_is_described_and_nothing_else()
    {
        var paths = (await ReadAsync())["paths"]!.AsObject(); // A document has paths.

        var routes = RouteTable.Routes.SelectMany(route => route.Methods, (route, method) => (Path: $"/{route.Template}", Method: method))
            .Where(operation => operation.Method != "HEAD");
        Assert.Equal(
            routes.Order(),
            paths.SelectMany(path => path.Value!.AsObject(), (path, operation) => (path.Key, operation.Key.ToUpperInvariant())).Order());
        Assert.All(
            RouteTable.Routes.Where(route => route.Methods.Contains("HEAD")), route => Assert.Contains("GET", route.Methods));
    }

    [Fact]
    public async Task Every_error_of_the_service_is_an_answer_with_a_keyword_that_is_described()
    {
        var document = await ReadAsync();
        var statuses = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .SelectMany(operation => operation.Value!["responses"]!.AsObject())
            .Select(answer => answer.Key)
            .ToHashSet();
        var keywords = document["components"]!["schemas"]!["Error"]!["properties"]!["scimType"]!["enum"]!.AsArray()
            .Select(word => (string?)word).ToList();
        var errors = typeof(ScimError).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(factory => factory.ReturnType == typeof(ScimError))
            .Select(factory => (ScimError)factory.Invoke(null, [.. factory.GetParameters().Select(Any)])!) // None gives null.
            .ToList();

        Assert.True(errors.Count > 20);
        // What is not offered is answered where no route is.
        Assert.All(errors.Where(error => error.Status != 501), error => Assert.Contains($"{error.Status}", statuses));
        Assert.Equal(keywords.Order(), errors.Select(error => error.Type).OfType<string>().Distinct().Order());

        static object Any(ParameterInfo parameter) => parameter.ParameterType == typeof(int) ? 1 : "";
    }

    [Fact]
    public async Task With_a_token_it_describes_the_users_of_the_account()
    {
        await using var service = await TestService.StartAsync();
        var tenant = await TenantStorage.AddAsync(
            service.Services, new NewTenant("with-schemas") { Schemas = [HobbySchema.Document] }, Cancel);
        var fields = ("Authorization", $"Bearer {tenant.Token}");

        var own = await TestService.JsonAsync(await service.SendBareAsync("GET", Path, fields));

        var extension = own["components"]!["schemas"]!["UserAttributes"]!["properties"]![HobbySchema.Urn]!;
        var schema = await TestService.JsonAsync(await service.SendBareAsync("GET", $"/scim/v2/Schemas/{HobbySchema.Urn}", fields));
        Assert.Equal(
            schema["attributes"]!.AsArray().Select(attribute => (string?)attribute!["name"]),
            extension["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal("integer", (string?)extension["properties"]!["points"]!["type"]);
        Assert.DoesNotContain(HobbySchema.Urn, (await ReadAsync()).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_needs_no_token_and_is_metered_with_one()
    {
        await using var service = await TestService.StartAsync();

        var open = await service.SendBareAsync("GET", Path);
        var known = await service.GetAsync(Path);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (open.StatusCode, open.Content.Headers.ContentType?.ToString()));
        Assert.False(open.Headers.Contains("RateLimit"));
        Assert.True(known.Headers.Contains("RateLimit"));
        Assert.Equal("Authorization", known.Headers.Vary.ToString());
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await service.SendBareAsync("GET", Path, ("Authorization", "Bearer x"))).StatusCode);
    }

    [Fact]
    public async Task Behind_a_prefix_its_addresses_begin_with_it()
    {
        await using var service = await TestService.StartAsync(
            configure: options => options.PublicBaseUrl = "https://scim.example.com/eu");

        var document = await TestService.JsonAsync(await service.SendBareAsync("GET", Path));

        Assert.Equal("/eu", (string?)document["servers"]![0]!["url"]);
        var flow = document["components"]!["securitySchemes"]!["clientCredentials"]!["flows"]!["clientCredentials"]!;
        Assert.Equal("/eu/oauth/token", (string?)flow["tokenUrl"]);
    }

    [Fact]
    public void Few_documents_are_remembered_and_each_is_that_of_its_type()
    {
        var documents = new ApiDocuments(RouteTable.Routes);

        for (var number = 0; number < 20; number++)
        {
            var urn = string.Create(CultureInfo.InvariantCulture, $"urn:example:{number}:User");
            var attributes = new AttributeSet(new AttributeDefinition("a", AttributeType.String, ""));
            var type = new UserType([new SchemaDefinition(urn, "Own", "", attributes)]);
            var document = Encoding.UTF8.GetString(documents.For(type, "https://scim.example.com").Span);
            Assert.Contains($"\"{urn}\"", document, StringComparison.Ordinal);
        }

        var general = documents.For(UserType.Default, "https://scim.example.com");
        Assert.Equal(general, documents.For(UserType.Default, "https://other.example.com/"));
    }

    [Fact]
    public void Texts_of_a_schema_are_read_as_they_are_whatever_is_in_them()
    {
        const string Text = "\u0001 \t \n \u001f \" \\ </script> \u2028 \ud83d\ude00";
        var attributes = new AttributeSet(new AttributeDefinition("a", AttributeType.String, Text));
        var type = new UserType([new SchemaDefinition("urn:example:User", "Own", "", attributes)]);

        var document = JsonNode.Parse(new ApiDocument(RouteTable.Routes, type, "", []).ToUtf8())!; // An object.

        var extension = document["components"]!["schemas"]!["UserAttributes"]!["properties"]!["urn:example:User"]!;
        Assert.Equal(Text, (string?)extension["properties"]!["a"]!["description"]);
    }

    [Fact]
    public void What_is_required_of_a_part_is_asked_for_where_the_part_is_sent()
    {
        var once = new AttributeDefinition("once", AttributeType.String, "") { Required = true, Mutability = Mutability.Immutable };
        var type = new UserType(
        [
            new SchemaDefinition("urn:example:User", "Own", "", new AttributeSet(
                once,
                new AttributeDefinition("desk", AttributeType.Complex, "") { SubAttributes = new AttributeSet(Code()) },
                new AttributeDefinition("badges", AttributeType.Complex, "")
                {
                    MultiValued = true,
                    SubAttributes = new AttributeSet(Code()),
                })),
        ]);

        var schemas = JsonNode.Parse(new ApiDocument(RouteTable.Routes, type, "", []).ToUtf8())!["components"]!["schemas"]!; // Objects.

        static AttributeDefinition Code() => new("code", AttributeType.String, "") { Required = true };

        JsonNode Part(string schema) => schemas[schema]!["allOf"]![1]!["properties"]!["urn:example:User"]!;
        foreach (var part in new[] { Part("NewUser"), Part("Replacement") })
        {
            Assert.Equal("""["code"]""", part["properties"]!["desk"]!["required"]!.ToJsonString());
            Assert.Equal("""["code"]""", part["properties"]!["badges"]!["items"]!["required"]!.ToJsonString());
        }
        Assert.Equal("""["once"]""", Part("NewUser")["required"]!.ToJsonString());
        Assert.Null(Part("Replacement")["required"]);
    }

    private static async Task<JsonNode> ReadAsync()
    {
        await using var service = await TestService.StartAsync();
        return await TestService.JsonAsync(await service.SendBareAsync("GET", Path));
    }
}

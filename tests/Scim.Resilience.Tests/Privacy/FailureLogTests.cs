using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Testing;
using Scim.Testing.Faults;
using Scim.Testing.Privacy;

namespace Scim.Resilience.Tests.Privacy;

/// <summary>Neither the logs nor the errors of an instance repeat what it was sent, whatever befalls the request.</summary>
public sealed class FailureLogTests : IAsyncLifetime
{
    private readonly Traffic _traffic = new();
    private readonly Person _person = new();
    private ServiceInstance? _instance;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServiceInstance Instance => _instance ?? throw new InvalidOperationException("The test is not initialised.");

    public async ValueTask InitializeAsync() => _instance = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix());

    public async ValueTask DisposeAsync()
    {
        _traffic.Dispose();
        await Instance.DisposeAsync();
    }

    [Theory]
    [InlineData(Strictness.Lenient)]
    [InlineData(Strictness.Strict)]
    public async Task A_refusal_repeats_nothing(Strictness strictness)
    {
        var tenant = await Instance.AddTenantAsync("acme", strictness: strictness);
        using var scim = new ScimClient(Instance.ScimBase, tenant.Token, _traffic);
        var created = await scim.PostAsync("/Users", _person.Json, Cancel);
        var id = created.Text("id") ?? "";

        await new RefusedRequests(scim.ScimBase, _person, id, $"{tenant.Client}:{tenant.Secret}").SendAsync(scim, _traffic, Cancel);

        await AssertNothingLeaksAsync();
    }

    [Fact]
    public async Task A_strict_account_is_not_told_its_unknown_keys_if_they_may_be_values()
    {
        using var scim = await SignInAsync(Strictness.Strict);
        foreach (var body in new[]
        {
            $$"""{"{{_person.Email}}":1}""", $$"""{"name":{"{{_person.DisplayName}}":1} }""", $$"""{"schemas":["{{_person.Email}}"]}""",
            $$"""{"schemas":["urn:x:{{_person.Email}}"]}""",
        })
            (await scim.PostAsync("/Users", body, Cancel)).AssertError(HttpStatusCode.BadRequest, "invalidSyntax");

        await AssertNothingLeaksAsync();
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task A_failure_repeats_nothing(HttpStatusCode status)
    {
        using var scim = await SignInAsync(Strictness.Lenient);
        var id = (await scim.PostAsync("/Users", _person.Json, Cancel)).Text("id");
        StorageFault fault = status is HttpStatusCode.ServiceUnavailable ? RefusedWithValues() : NonsenseWithValues();
        Func<Task<ScimAnswer>>[] requests =
        [
            () => scim.GetAsync($"/Users/{id}", Cancel),
            () => scim.FindAsync(_person.UserName, Cancel),
            () => scim.GetAsync($"/Users?filter={Uri.EscapeDataString($"displayName co \"{_person.DisplayName}\"")}", Cancel),
            () => scim.PostAsync("/Users/.search", $$"""{"filter":"emails.value eq \"{{_person.Email}}\""}""", Cancel),
        ];
        foreach (var request in requests)
        {
            Instance.Faults.On(static storage => storage.Method == HttpMethod.Get && IsOfUsers(storage), Enumerable.Repeat(fault, 50));
            (await request()).AssertError(status);
            Instance.Faults.Withdraw();
        }

        await AssertNothingLeaksAsync();
        Assert.Contains(Instance.Log.Lines, line => line.StartsWith(
            status is HttpStatusCode.ServiceUnavailable ? "Error 1001 " : "Error 1002 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_that_fails_repeats_nothing()
    {
        using var scim = await SignInAsync(Strictness.Lenient);
        Instance.Faults.On(static storage => storage.Method != HttpMethod.Get, Enumerable.Repeat(NonsenseWithValues(), 50));

        var answer = await scim.PostAsync("/Users", _person.Json, Cancel);

        Assert.InRange((int)answer.Status, 500, 503);
        await AssertNothingLeaksAsync();
    }

    private async Task<ScimClient> SignInAsync(Strictness strictness)
    {
        foreach (var value in _person.Values) _traffic.Sent.Add(value);
        return new ScimClient(Instance.ScimBase, (await Instance.AddTenantAsync("acme", strictness: strictness)).Token, _traffic);
    }

    /// <summary>Ends the instance, so that its log of requests is written, and looks through all that it has told.</summary>
    private async Task AssertNothingLeaksAsync()
    {
        await Instance.StopAsync(Cancel);
        var logged = await LoggedText.ReadAsync(Instance.Services.GetRequiredService<IRequestLog>(), AccountId.Parse("acme"), Cancel);
        Assert.InRange(logged.Count, 2, int.MaxValue);
        Assert.NotEmpty(_traffic.Errors);
        Leak.AssertNone(_traffic.Sent, [.. _traffic.Errors, .. Instance.Log.Lines, .. Instance.Log.Scopes, .. logged]);
    }

    private static bool IsOfUsers(HttpRequestMessage request) =>
        request.RequestUri?.AbsolutePath.Contains("Users", StringComparison.Ordinal) == true;

    /// <summary>Storage refuses and repeats the query, as its messages do.</summary>
    private StorageFault RefusedWithValues() =>
        StorageFaultKinds.Refused(HttpStatusCode.ServiceUnavailable, $"Busy with {_person.UserName}");

    /// <summary>Storage answers what cannot be read, with values in it that the reader's exception may repeat.</summary>
    private StorageFault NonsenseWithValues() => (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
    {
        Content = JsonContent.Create(new Dictionary<string, string> { ["value"] = _person.UserName, ["Created"] = _person.Email }),
    });
}

using System.Net;
using Scim.Conformance.Tests.Service;
using Scim.LocalHost.Azurite;
using Scim.Testing;

namespace Scim.Conformance.Tests.Storage;

public sealed class StorageOutageTests(ConformanceService service) : ConformanceTest(service)
{
    [Fact]
    public async Task Storage_that_goes_is_503_and_all_is_well_when_it_comes_back()
    {
        using var data = new TemporaryFolder();
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataFolder = data.Path }, Cancellation);
        var options = new AzuriteOptions { DataFolder = data.Path, Port = azurite.Port };
        var host = await StartHostAsync(new() { ["TableStorage:ConnectionString"] = azurite.ConnectionString });
        var scim = await SignInAsync(host);
        var userName = NewUserName();
        var path = $"/Users/{(await scim.PostAsync("/Users", UserJson(userName), Cancellation)).Text("id")}";

        await azurite.DisposeAsync();
        AssertUnavailable(await scim.GetAsync(path, Cancellation));
        AssertUnavailable(await scim.PostAsync("/Users", UserJson(NewUserName()), Cancellation));
        AssertUnavailable(await scim.DeleteAsync(path, Cancellation));
        await Eventually.HoldsAsync(
            async () => (await scim.HealthAsync(Cancellation)).Status == HttpStatusCode.ServiceUnavailable, Cancellation);

        await using var again = await AzuriteProcess.StartAsync(options, Cancellation);
        await Eventually.HoldsAsync(async () => (await scim.GetAsync(path, Cancellation)).Status == HttpStatusCode.OK, Cancellation);
        Assert.Equal(HttpStatusCode.Created, (await scim.PostAsync("/Users", UserJson(NewUserName()), Cancellation)).Status);
        Assert.Equal(1, (await scim.FindAsync(userName, Cancellation)).Body.GetProperty("totalResults").GetInt32());
        await Eventually.HoldsAsync(async () => (await scim.HealthAsync(Cancellation)).Status == HttpStatusCode.OK, Cancellation);
    }

    private static void AssertUnavailable(ScimAnswer answer)
    {
        answer.AssertError(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
    }
}

using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Scim.Conformance.Tests.Service;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables;
using Scim.Testing;
using Scim.Testing.Faults;
using Scim.Testing.Functions;

namespace Scim.Conformance.Tests.Workers;

public sealed class WorkerDeathTests(ConformanceService service) : ConformanceTest(service)
{
    private const int Connections = 16;
    private const int Creations = 150;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_worker_is_killed_and_another_one_goes_on()
    {
        var host = (FunctionsHost)await StartHostAsync();
        var scim = await SignInAsync(host);
        var created = new ConcurrentBag<string>();
        var enough = Creations;
        var creating = Enumerable.Range(0, Connections)
            .Select(_ => CreateAsync(scim, created, () => created.Count >= Volatile.Read(ref enough))).ToList();

        await Eventually.HoldsAsync(() => Task.FromResult(created.Count > Creations / 2), Cancellation);
        await host.KillWorkerAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(host.Replacements == 1), Cancellation);
        Volatile.Write(ref enough, created.Count + Creations);
        await Task.WhenAll(creating);

        foreach (var id in created) Assert.Equal(HttpStatusCode.OK, (await scim.GetAsync($"/Users/{id}", Cancellation)).Status);
        Assert.Empty(await FindingsAsync());
    }

    [Fact]
    public async Task Every_request_in_flight_is_answered_when_the_host_is_told_to_stop()
    {
        await using var proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync());
        var host = (FunctionsHost)await StartHostAsync(new() { ["TableStorage:ConnectionString"] = proxy.ConnectionString });
        var scim = await SignInAsync(host);
        var held = 0;
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        proxy.Before = request =>
        {
            if (!request.Path.Value!.EndsWith("$batch", StringComparison.Ordinal)) return Task.CompletedTask; // Every request has a path.
            Interlocked.Increment(ref held);
            return released.Task;
        };

        var answers = Enumerable.Range(0, Connections)
            .Select(_ => scim.PostAsync("/Users", UserJson(NewUserName()), Cancellation)).ToList();
        await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref held) > 0 && host.Running == Connections), Cancellation);
        var stop = host.DisposeAsync().AsTask();
        await Eventually.HoldsAsync(() => RefusesAsync(host), Cancellation);
        released.SetResult();

        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        await stop;
    }

    private static async Task CreateAsync(ScimClient scim, ConcurrentBag<string> created, Func<bool> isEnough)
    {
        while (!isEnough())
        {
            try
            {
                var answer = await scim.PostAsync("/Users", UserJson(NewUserName()), Cancellation);
                Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.InternalServerError, $"It was {answer.Status}.");
                if (answer.Status == HttpStatusCode.Created) created.Add(answer.Text("id")!); // A user has an id.
            }
            catch (HttpRequestException)
            {
                // The worker died in the midst of its answer: nothing was acknowledged.
            }
        }
    }

    private static async Task<bool> RefusesAsync(FunctionsHost host)
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(new Uri($"{host.ScimBase}/Schemas"), Cancellation);
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private async Task<List<Finding>> FindingsAsync()
    {
        var azurite = await AzuriteInstance.GetProcessAsync();
        var options = new TableStorageOptions { ConnectionString = azurite.ConnectionString, TablePrefix = TablePrefix };
        await using var services = new ServiceCollection().AddScimTableStorage(options).BuildServiceProvider();
        return await services.GetRequiredService<IIntegrityCheck>()
            .CheckAsync(AccountId.Parse("demo"), repair: false, Cancellation).ToListAsync(Cancellation);
    }
}

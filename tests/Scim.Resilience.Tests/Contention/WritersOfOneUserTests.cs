using System.Net;
using Scim.Testing;

namespace Scim.Resilience.Tests.Contention;

/// <summary>Many change one user at the same time.</summary>
public sealed class WritersOfOneUserTests : IAsyncLifetime
{
    private const int Writers = 30;

    /// <summary>A text that costs much to compare: its letter has marks in an order that is not the canonical one.</summary>
    private static readonly string Dear = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 2500));

    private readonly string _tables = AzuriteInstance.NewTablePrefix();
    private ServiceInstance _service = null!;
    private ScimClient _scim = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceInstance.StartAsync(_tables);
        _scim = _service.ClientOf(await _service.AddTenantAsync("acme"));
    }

    public async ValueTask DisposeAsync()
    {
        _scim.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Through_one_instance_all_succeed_one_after_another()
    {
        var user = await CreateAsync("ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(number => _scim.PatchAsync(user, Patch(number), Cancel)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(
            Writers, answers.Select(answer => answer.Body.GetProperty("meta").GetProperty("version").GetString()).Distinct().Count());
        Assert.DoesNotContain(_service.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_slow_changes_those_that_get_no_turn_are_told_of_contention()
    {
        var user = await CreateAsync("ada");
        var emails = Enumerable.Range(0, 40).Select(number => $$"""{"value":"{{Dear}}{{number}}"}""");
        var grown = await _scim.PatchAsync(
            user, $$"""{"Operations":[{"op":"add","path":"emails","value":[{{string.Join(',', emails)}}]}]}""", Cancel);
        Assert.Equal(HttpStatusCode.OK, grown.Status);

        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(number => _scim.PatchAsync(user, Patch(number), Cancel)));

        Assert.All(answers, AssertWrittenOrContended);
        Assert.DoesNotContain(_service.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Through_two_instances_none_is_told_of_an_outage()
    {
        await using var elsewhere = await ServiceInstance.StartAsync(_tables);
        using var other = _scim.At(elsewhere.ScimBase);
        var user = await CreateAsync("ada");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, Writers).Select(number => (number % 2 == 0 ? _scim : other).PatchAsync(user, Patch(number), Cancel)));

        Assert.All(answers, AssertWrittenOrContended);
        Assert.DoesNotContain(_service.Log.Lines.Concat(elsewhere.Log.Lines), line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_deletion_among_changes_those_that_come_after_it_are_404()
    {
        var user = await CreateAsync("ada");

        var changes = Enumerable.Range(0, Writers).Select(number => _scim.PatchAsync(user, Patch(number), Cancel)).ToList();
        var deletion = await _scim.DeleteAsync(user, Cancel);
        var answers = await Task.WhenAll(changes);

        Assert.Equal(HttpStatusCode.NoContent, deletion.Status);
        Assert.All(
            answers,
            answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{answer.Status} {answer.Body}"));
    }

    private static void AssertWrittenOrContended(ScimAnswer answer) => Assert.True(
        answer.Status == HttpStatusCode.OK
            || (answer.Status == HttpStatusCode.ServiceUnavailable
                && answer.Text("detail")!.Contains("same user", StringComparison.Ordinal)),
        $"{answer.Status} {answer.Body}");

    private async Task<string> CreateAsync(string userName)
    {
        var created = await _scim.PostAsync(
            "/Users", $$$"""{"userName":"{{{userName}}}","name":{"givenName":"A","familyName":"B"}}""", Cancel);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        return $"/Users/{created.Text("id")}";
    }

    private static string Patch(int number) => $$"""{"Operations":[{"op":"replace","path":"title","value":"{{number}}"}]}""";
}

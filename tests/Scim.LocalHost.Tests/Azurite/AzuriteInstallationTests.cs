using Scim.LocalHost.Azurite;
using Scim.Testing;

namespace Scim.LocalHost.Tests.Azurite;

public sealed class AzuriteInstallationTests : IDisposable
{
    private readonly TemporaryFolder _cache = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task Several_at_once_install_once_and_leave_only_the_whole_package()
    {
        var npm = FakeNpm("mkdir node_modules && echo >> \"$(dirname \"$0\")/runs\"");

        var installations = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => InstallAsync(npm)));

        var modules = Assert.Single(installations.Select(installation => installation.Modules).Distinct());
        Assert.True(Directory.Exists(modules));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_cache.Path, "runs"), Cancellation));
        Assert.Single(Directory.GetDirectories(_cache.Path));
    }

    [Fact]
    public async Task Leftovers_of_a_killed_installation_are_removed()
    {
        var failed = FakeNpm("exit 1");
        await Assert.ThrowsAsync<AzuriteException>(() => InstallAsync(failed));
        var name = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(_cache.Path, "*.lock")));
        var leftover = Directory.CreateDirectory(Path.Combine(_cache.Path, $"{name}.leftover"));

        await InstallAsync(FakeNpm("mkdir node_modules"));

        Assert.False(Directory.Exists(leftover.FullName));
    }

    [Fact]
    public async Task A_failing_npm_is_told_in_one_line_and_leaves_nothing_behind()
    {
        var npm = FakeNpm(
            "echo 'npm error code E1' >&2; echo 'npm error no such host.' >&2; echo 'npm error A complete log of this run' >&2; exit 1");

        var failure = await Assert.ThrowsAsync<AzuriteException>(() => InstallAsync(npm));

        Assert.Equal(
            "npm could not install Azurite: no such host. Check the connection to the npm registry and try again.", failure.Message);
        Assert.Empty(Directory.GetDirectories(_cache.Path));
    }

    [Fact]
    public async Task A_missing_node_is_told_in_one_line()
    {
        var failure = await Assert.ThrowsAsync<AzuriteException>(
            () => AzuriteInstallation.EnsureAsync(_cache.Path, new NodeCommands("no-such-node", "no-such-npm"), null, Cancellation));

        Assert.Equal(
            "'no-such-node' was not found: the local host runs Azurite on Node.js. " +
            "Install Node.js 20 or later with npm, or set TableStorage:ConnectionString to a storage of your own.",
            failure.Message);
    }

    private Task<AzuriteInstallation> InstallAsync(string npm) =>
        AzuriteInstallation.EnsureAsync(_cache.Path, NodeCommands.Default with { Npm = npm }, null, Cancellation);

    private string FakeNpm(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for npm is a shell script.");
        var path = Path.Combine(_cache.Path, "npm");
        File.Delete(path);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}

using System.Diagnostics;
using System.Globalization;
using Scim.LocalHost.Azurite;
using Scim.Testing;

namespace Scim.LocalHost.Tests.Azurite;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _parent = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string FolderPath => Path.Combine(_parent.Path, "data");

    public void Dispose() => _parent.Dispose();

    [Fact]
    public async Task Waits_until_the_last_Azurite_has_ended()
    {
        using var azurite = Command.Start("node", _parent.Path, ["-e", "process.stdin.resume()"]);
        await using (var folder = await OpenAsync()) folder.Remember(azurite);

        var opening = OpenAsync();
        Assert.False(opening.IsCompleted);
        azurite.StandardInput.Close();
        await using var opened = await opening;

        // Its memory goes first, which is what the folder looks at; its end can be waited for a moment later.
        Assert.True(azurite.WaitForExit(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Does_not_wait_for_an_Azurite_that_has_ended_but_whose_parent_never_looked()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The state of a process is read from /proc.");
        using var parent = Command.Start("sh", _parent.Path, ["-c", "exec 3<&0; cat <&3 & echo $!; exec sleep 60"]);
        var id = int.Parse((await parent.StandardOutput.ReadLineAsync(Cancellation))!, CultureInfo.InvariantCulture);
        await IsAsync($"/proc/{parent.Id}/stat", "(sleep)"); // A shell would look.
        parent.StandardInput.Close();
        await IsAsync($"/proc/{id}/stat", ") Z ");
        using var azurite = Process.GetProcessById(id);
        await using (var folder = await OpenAsync()) folder.Remember(azurite);

        await using var opened = await OpenAsync();

        Assert.False(parent.HasExited);
        parent.Kill();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(440, false)]
    [InlineData(460, true)]
    public async Task Knows_when_Azurite_cannot_write_much_more(long megabytes, bool isFull)
    {
        await using var folder = await OpenAsync();
        Assert.False(folder.IsFull);

        await using (var data = File.Create(Path.Combine(FolderPath, "tables.json")))
            data.SetLength(megabytes * 1024 * 1024);

        Assert.Equal(isFull, folder.IsFull);
    }

    [Fact]
    public async Task Does_not_wait_for_a_process_that_only_has_the_same_id()
    {
        using var other = Command.Start("node", _parent.Path, ["-e", "process.stdin.resume()"]);
        Directory.CreateDirectory(FolderPath);
        await File.WriteAllTextAsync(Path.Combine(FolderPath, "azurite.lock"), $"{other.Id} 2020-02-02T20:20:20Z", Cancellation);

        await using var opened = await OpenAsync();

        Assert.False(other.HasExited);
        other.Kill();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x y")]
    [InlineData("999999999 2020-02-02T20:20:20Z")]
    public async Task Whatever_the_lock_file_says_it_opens(string content)
    {
        Directory.CreateDirectory(FolderPath);
        await File.WriteAllTextAsync(Path.Combine(FolderPath, "azurite.lock"), content, Cancellation);

        await using var opened = await OpenAsync();

        Assert.Equal(FolderPath, opened.Path);
    }

    private static Task IsAsync(string file, string text) => Eventually.HoldsAsync(
        async () => (await File.ReadAllTextAsync(file, Cancellation)).Contains(text, StringComparison.Ordinal), Cancellation);

    private Task<DataFolder> OpenAsync() => DataFolder.OpenAsync(FolderPath, Cancellation);
}

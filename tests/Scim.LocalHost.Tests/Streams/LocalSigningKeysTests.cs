using Scim.Events.Signing;
using Scim.LocalHost.Settings;
using Scim.LocalHost.Streams;

namespace Scim.LocalHost.Tests.Streams;

public sealed class LocalSigningKeysTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string DataPath => Path.Combine(_folder.FullName, ".data");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_first_start_makes_a_key_of_each_algorithm_and_further_ones_use_them()
    {
        var made = await LocalSigningKeys.ReadAsync(DataPath, Now, Cancel);

        Assert.Equal(
            [("ES256", Now), ("RS256", Now)], SigningKeySetting.Read(made).Select(key => (key.Algorithm, key.SignsFrom)));
        Assert.Equal(made, await LocalSigningKeys.ReadAsync(DataPath, Now.AddDays(1), Cancel));
        var file = Assert.Single(Directory.GetFiles(DataPath));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Hosts_that_start_at_once_use_the_same_keys()
    {
        var read = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => LocalSigningKeys.ReadAsync(DataPath, Now, Cancel), Cancel)));

        Assert.Single(read.Distinct());
        Assert.Single(Directory.GetFiles(DataPath));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_with_what_to_set()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", Cancel);

        var refused = await Assert.ThrowsAsync<StartException>(() => LocalSigningKeys.ReadAsync(file, Now, Cancel));

        Assert.Contains("Set LocalHost:DataPath to another folder.", refused.Message, StringComparison.Ordinal);
    }
}

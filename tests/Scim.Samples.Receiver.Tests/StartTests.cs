using Scim.Testing;

namespace Scim.Samples.Receiver.Tests;

/// <summary>What is wrong with the settings is said at the start.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--audience", "--issuer=https://scim.example.com")]
    [InlineData("--issuer", "--audience=a", "--issuer=scim.example.com")]
    [InlineData("--issuer", "--audience=a", "--issuer=/scim")]
    [InlineData("--issuer", "--audience=a", "--issuer=ftp://scim.example.com")]
    [InlineData("--issuer", "--audience=a", "--issuer=http://scim.example.com")] // Anybody on the way could give it keys.
    [InlineData("--pollUrl", "--audience=a", "--pollUrl=events", "--clientId=c", "--clientSecret=s")]
    [InlineData("--pollUrl", "--audience=a", "--pollUrl=http://scim.example.com/events", "--clientId=c", "--clientSecret=s")]
    [InlineData("--clientId", "--audience=a", "--pollUrl=https://scim.example.com/events")]
    [InlineData("--clientSecret", "--audience=a", "--pollUrl=https://scim.example.com/events", "--clientId=c")]
    public void A_wrong_setting_is_named(string setting, params string[] args)
    {
        var refusal = Assert.Throws<ReceiverStartException>(() => Create(args));

        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var refusal = Assert.Throws<ReceiverStartException>(() => Create("--issuer=x", "--pollUrl=y"));

        Assert.Equal(4, refusal.Message.Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Users\":")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task A_file_that_is_no_mirror_is_named(string content)
    {
        var file = Path.Combine(_folder.Path, "mirror.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        var refusal = Assert.Throws<ReceiverStartException>(() => Create("--audience=a", $"--file={file}"));

        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("scim stream replay", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var file = Path.Combine(_folder.Path, "none", "mirror.json");

        var refusal = Assert.Throws<ReceiverStartException>(() => Create("--audience=a", $"--file={file}"));

        Assert.Contains("--file", refusal.Message, StringComparison.Ordinal);
    }

    private static void Create(params string[] args) => _ = ReceiverApp.Create(args, TimeProvider.System);
}

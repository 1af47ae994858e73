using Scim.Console.Acting;
using Scim.Operations;

namespace Scim.Console.Tests.Acting;

public sealed class ActsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_console_that_is_read_only_runs_none()
    {
        var wasRun = false;
        var act = new Act("Do it?", "It is done.", "do it", "Do", _ =>
        {
            wasRun = true;
            return Task.FromResult(new ActOutcome("Done."));
        });
        await using var site = await ConsoleSite.StartAsync(isReadOnly: true);
        var acts = new Acts(new ConsoleOptions("nothing") { IsReadOnly = true }, site.Get<IServiceProvider>());

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(
            () => acts.RunAsync(act, new Progress<string>(), TimeZoneInfo.Utc, Cancel));

        Assert.Equal("This console was started with --read-only, so that it changes nothing.", refused.Message);
        Assert.False(wasRun);
        Assert.False(acts.AreAllowed);
    }

    [Theory]
    [InlineData("acme", "acme")]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("$(rm -rf ~)", "'$(rm -rf ~)'")]
    [InlineData("o'brien", @"'o'\''brien'")]
    public void A_word_of_a_command_means_itself_in_a_shell(string word, string shown) => Assert.Equal(shown, CommandWord.Of(word));

    [Theory]
    [InlineData("maintenance", "--reason maintenance")]
    [InlineData("two words", "--reason 'two words'")]
    [InlineData("--yes", "--reason=--yes")]
    [InlineData("@words", "--reason=@words")]
    [InlineData("-o'brien $(id)", @"'--reason=-o'\''brien $(id)'")]
    public async Task An_option_keeps_its_value_whatever_it_is(string value, string shown)
    {
        Assert.Equal(shown, CommandWord.Option("--reason", value));
        Assert.Contains(value, string.Join(' ', await CommandSyntax.WordsAsync(shown)), StringComparison.Ordinal);
        await CommandSyntax.AssertTakenAsync($"scim stream pause --account acme 01976c5e2f0070008000000000000000 {shown}");
    }
}

using Microsoft.Extensions.Time.Testing;
using Scim.Cli.Verifying;
using Scim.Verification;
using Scim.Verification.Exchanges;

namespace Scim.Cli.Tests.Verifying;

/// <summary>What is secret is not printed, whoever repeats it.</summary>
public sealed class RedactionTests
{
    [Theory]
    [InlineData("a-secret/of=the run", "GET /Users/a-secret/of=the run", "GET /Users/(hidden)")]
    [InlineData("a-secret/of=the run", "GET /Users/a-secret%2Fof%3Dthe%20run7", "GET /Users/(hidden)7")]
    [InlineData("a-secret/of=the run", "came A-SECRET/o\u2026", "came (hidden)\u2026")]
    [InlineData("a-secret/of=the run", "came of=the run, a-secret", "came (hidden), (hidden)")]
    [InlineData("a-secret/of=the run", "came a-secre", "came a-secre")]
    [InlineData("demo", "democracy, demo, undemo", "democracy, (hidden), undemo")]
    [InlineData("t", "a t in text", "a (hidden) in text")]
    public void Secrets_are_hidden_whole_and_in_part(string secret, string text, string shown)
    {
        var redaction = new Redaction();
        redaction.Hide(secret);

        Assert.Equal(shown, redaction.Of(text));
    }

    [Theory]
    [InlineData("invalid_client", "it answers 400 invalid_client.")]
    [InlineData("my-Secret-0123456789", "it answers 400.")]
    public async Task A_token_endpoint_is_quoted_by_the_codes_of_RFC_6749_alone(string error, string said)
    {
        using var handler = new ServiceFault { InItsPlace = _ => SmallService.Answer(400, $$"""{"error":"{{error}}"}""") };
        var request = new GrantRequest(new Uri("https://login.example.com/token"), "c", "my-Secret-0123456789");

        var refusal = await Assert.ThrowsAsync<CannotVerifyException>(
            () => request.SendAsync(handler, new FakeTimeProvider(), TestContext.Current.CancellationToken));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", refusal.Message, StringComparison.Ordinal);
    }
}

using Microsoft.Extensions.Time.Testing;
using Scim.Operations.Streams;

namespace Scim.Operations.Tests.Streams;

public sealed class SigningKeyOperationsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, 700, TimeSpan.Zero);
    private static readonly DateTimeOffset Second = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly SigningKeyOperations _keys;

    public SigningKeyOperationsTests() => _keys = new SigningKeyOperations(_time);

    [Fact]
    public void The_first_key_of_an_algorithm_signs_at_once_and_the_next_after_48_hours()
    {
        var first = _keys.Add(null, "ES256", null);
        var rsa = _keys.Add(first.Value, "RS256", null);
        var next = _keys.Add(rsa.Value, "ES256", null);

        Assert.Equal((Second, true), (first.Key.SignsFrom, first.Key.Signs));
        Assert.Equal((Second, true), (rsa.Key.SignsFrom, rsa.Key.Signs));
        Assert.Equal((Second.AddHours(48), false), (next.Key.SignsFrom, next.Key.Signs));
        Assert.Equal([next.Key, first.Key, rsa.Key], _keys.List(next.Value));
        Assert.DoesNotContain("BEGIN", $"{next} {next.Key}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_rotation_ends_with_the_new_key_alone()
    {
        var old = _keys.Add(null, "ES256", null);
        var both = _keys.Add(old.Value, "ES256", null);
        Refuses(() => _keys.Remove(both.Value, old.Key.Id, insists: false), $"The key '{old.Key.Id}' signs now.", new Remedy.Insist());

        _time.Advance(TimeSpan.FromHours(48));

        Assert.Equal(
            [(both.Key.Id, true), (old.Key.Id, false)], _keys.List(both.Value).Select(key => (key.Id, key.Signs)));
        var after = _keys.Remove(both.Value, old.Key.Id, insists: false);
        Assert.Equal((old.Key.Id, false), (after.Key.Id, after.Key.Signs));
        Assert.Equal([both.Key with { Signs = true }], _keys.List(after.Value));
    }

    [Fact]
    public void A_time_may_be_named_if_the_key_then_signs()
    {
        var first = _keys.Add(null, "ES256", Second.AddDays(-1).AddMilliseconds(5));

        Assert.Equal(Second.AddDays(-1), first.Key.SignsFrom);
        Assert.True(_keys.Add(first.Value, "ES256", Second).Key.Signs);
        Assert.True(_keys.Add(first.Value, "RS256", Second.AddDays(-2)).Key.Signs);
        Refuses(() => _keys.Add(first.Value, "ES256", Second.AddDays(-1)), "would never sign. Name a later time.");
    }

    [Fact]
    public void The_last_key_goes_only_if_one_insists()
    {
        var waiting = _keys.Add(null, "ES256", Now.AddDays(1));

        Refuses(() => _keys.Remove(waiting.Value, waiting.Key.Id, insists: false), "is the last one.", new Remedy.Insist());
        Assert.Equal("[]", _keys.Remove(waiting.Value, waiting.Key.Id, insists: true).Value);
        Assert.True(_keys.Add("[]", "ES256", null).Key.Signs);
    }

    [Fact]
    public void What_is_no_value_has_no_such_key_or_is_full_is_refused()
    {
        var value = _keys.Add(null, "ES256", null).Value;

        Refuses(() => _keys.List(""), "The value is no JSON.");
        Refuses(() => _keys.List("@Microsoft.KeyVault(SecretUri=https://v)"), "The value is no JSON.");
        Refuses(() => _keys.Add("{}", "ES256", null), "The value is no JSON array of at most 10 keys.");
        Refuses(() => _keys.Remove(value, "other", insists: true), "There is no key 'other' among them.", new Remedy.SeeSigningKeys());
        for (var count = 1; count < 10; count++) value = _keys.Add(value, "ES256", Now.AddDays(count)).Value;
        Refuses(() => _keys.Add(value, "ES256", null), "There are 10 keys, which is the most. Remove an old one first.");
    }

    private static void Refuses(Action act, string fault, Remedy? remedy = null)
    {
        var refused = Assert.Throws<OperationRefusedException>(act);
        Assert.Contains(fault, refused.Refusal.Fault, StringComparison.Ordinal);
        Assert.Equal(remedy, refused.Refusal.Remedy);
    }
}

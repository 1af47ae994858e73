using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Scim.Provisioning.Federation;
using Scim.Provisioning.Tokens;
using Scim.Testing.Identity;

namespace Scim.Benchmarks.Parts;

/// <summary>What a federated client's request for a token costs beside the rest: its assertion, by a key that is remembered.</summary>
[MemoryDiagnoser]
public class AssertionBenchmarks
{
    private static readonly FederatedTrust Trust = new(
        "https://login.example/tenant/v2.0",
        "b5d9e1f0-0000-4000-8000-000000000001",
        "api://6f2d1c3b-1111-4222-8333-0123456789ab",
        new Uri("https://login.example/tenant/keys"),
        "tenant");

    private AssertionVerifier _verifier = null!;
    private string _rs256 = "";
    private string _ps256 = "";
    private string _es256 = "";

    [GlobalSetup]
    public void SignThem()
    {
        var (rsa, ec) = (SigningKey.Rsa("rsa"), SigningKey.Ec("ec"));
        var set = new JsonObject { ["keys"] = new JsonArray(rsa.ToJwk(), ec.ToJwk()) };
        var source = new Source(Encoding.UTF8.GetBytes(set.ToJsonString()));
        _verifier = new AssertionVerifier(
            new KeySets(source, TimeProvider.System, NullLogger<KeySets>.Instance), TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        _rs256 = new TestAssertion(Trust, now).SignBy(rsa);
        _ps256 = new TestAssertion(Trust, now).WithHeader("alg", "PS256").SignBy(rsa);
        _es256 = new TestAssertion(Trust, now).SignBy(ec);
    }

    [Benchmark]
    public Task Verify_an_RS256_assertion() => VerifyAsync(_rs256);

    [Benchmark]
    public Task Verify_a_PS256_assertion() => VerifyAsync(_ps256);

    [Benchmark]
    public Task Verify_an_ES256_assertion() => VerifyAsync(_es256);

    private async Task VerifyAsync(string assertion)
    {
        if (await _verifier.FindFaultAsync(assertion, Trust, storage: null, CancellationToken.None) is { } fault)
            throw new InvalidOperationException(fault.Part);
    }

    private sealed class Source(byte[] json) : IKeySetSource
    {
        public Task<FetchedKeySet> FetchAsync(Uri address) => Task.FromResult(new FetchedKeySet(KeySet.Read(json), null));
    }
}

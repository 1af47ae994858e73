using BenchmarkDotNet.Attributes;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Benchmarks.Parts;

/// <summary>What every request's caller costs: the hash of its token, and its bucket.</summary>
[MemoryDiagnoser]
public class CallerBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RateLimit _limit = RateLimit.Default;
    private readonly string _token = $"scim_{new string('a', 43)}";
    private BucketState _bucket = new(4, Now);
    private long _ticks;

    [Benchmark]
    public SecretHash Hash_a_token() => SecretHash.Of(_token);

    [Benchmark]
    public MeterDecision Take_from_a_bucket()
    {
        _bucket = _bucket.Refill(_limit, Now.AddTicks(_ticks++));
        var granted = _bucket.HasToken;
        if (granted)
            _bucket = _bucket.Take(1);
        return _bucket.Decide(granted, _limit);
    }
}

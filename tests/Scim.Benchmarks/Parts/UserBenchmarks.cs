using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Scim.Protocol.Bodies;
using Scim.Protocol.Computing;
using Scim.Protocol.Messages;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Benchmarks.Parts;

/// <summary>What a user goes through: read from a request, patched, normalised, serialised, read from storage, answered.</summary>
[MemoryDiagnoser]
public class UserBenchmarks
{
    private static readonly JsonEncodedText Users = JsonEncodedText.Encode("http://localhost/scim/v2/Users/");

    private readonly byte[] _body = SampleBodies.Utf8(SampleBodies.Body(1, "Countess"));
    private readonly ComplexValue _user = People.Read(1);
    private readonly byte[] _stored = ResourceWriter.ToUtf8(People.Read(1));
    private readonly PatchRequest _patch = Patch(SampleBodies.Patch("Engineer"));
    private readonly PatchRequest _entryPatch = Patch(
        SampleBodies.Patch("ada@example.net").Replace("title", "emails[type eq \\\"home\\\"].value", StringComparison.Ordinal));
    private readonly ArrayBufferWriter<byte> _answer = new(4096);

    [Benchmark]
    public ComplexValue Read_a_request()
    {
        using var body = JsonBody.Parse(_body);
        return UserRules.Read(body.RootElement, Strictness.Lenient, StepBudget.Unbounded());
    }

    [Benchmark]
    public ComplexValue Patch_an_attribute() => _patch.Apply(_user, StepBudget.Unbounded());

    [Benchmark]
    public ComplexValue Patch_an_entry() => _entryPatch.Apply(_user, StepBudget.Unbounded());

    [Benchmark]
    public ComplexValue Normalise() => UserRules.Normalise(_user, ReadingRules.Default, StepBudget.Unbounded());

    [Benchmark]
    public byte[] Serialise() => ResourceWriter.ToUtf8(_user);

    [Benchmark]
    public ComplexValue Read_from_storage() => ResourceReader.ReadStored(_stored, UserType.Default);

    [Benchmark]
    public int Answer()
    {
        _answer.ResetWrittenCount();
        UserMessage.Write(_answer, _stored, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Users, Guid.Empty, Guid.Empty);
        return _answer.WrittenCount;
    }

    private static PatchRequest Patch(string json)
    {
        using var body = JsonDocument.Parse(json);
        return PatchRequest.Parse(body.RootElement, Strictness.Lenient, StepBudget.Unbounded());
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Telemetry;

namespace Scim.Events.Tests.Push;

/// <summary>What is measured of a stream, which no other test has.</summary>
internal sealed class StreamGauges : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value)> _recorded = new();
    private readonly string _stream;

    public StreamGauges(StreamId stream)
    {
        _stream = stream.ToString();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == ScimTelemetry.Meter) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was recorded, in order of time.</summary>
    public IReadOnlyList<(string Name, double Value)> Recorded => [.. _recorded];

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, tagged) in tags)
        {
            if (name == "stream" && Equals(tagged, _stream)) _recorded.Enqueue((instrument.Name, value));
        }
    }
}

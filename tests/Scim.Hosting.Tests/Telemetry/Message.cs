using Google.Protobuf;

namespace Scim.Hosting.Tests.Telemetry;

/// <summary>A protocol buffer message without its definition: the values of its fields by their number.</summary>
internal sealed class Message
{
    private readonly List<(int Field, object Value)> _values = [];

    private Message()
    {
    }

    public static Message Parse(byte[] bytes)
    {
        var message = new Message();
        using var input = new CodedInputStream(bytes);
        while (input.ReadTag() is not 0 and var tag)
        {
            object value = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadInt64(),
                WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                WireFormat.WireType.Fixed32 => input.ReadFixed32(),
                WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                var other => throw new FormatException($"No {other} was expected."),
            };
            message._values.Add((WireFormat.GetTagFieldNumber(tag), value));
        }
        return message;
    }

    /// <summary>The messages in a field, or in a field of those in a field, and so on.</summary>
    public IEnumerable<Message> All(params int[] path) => path switch
    {
        [var field] => Values<byte[]>(field).Select(Parse),
        [var field, .. var rest] => Values<byte[]>(field).Select(Parse).SelectMany(inner => inner.All(rest)),
        _ => [],
    };

    public string Text(int field) => System.Text.Encoding.UTF8.GetString(Values<byte[]>(field).SingleOrDefault() ?? []);

    public string Hex(int field) => Convert.ToHexStringLower(Values<byte[]>(field).SingleOrDefault() ?? []);

    public long Number(int field) => Values<long>(field).SingleOrDefault();

    public ulong Fixed(int field) => Values<ulong>(field).SingleOrDefault();

    /// <summary>The attributes of OpenTelemetry in a field: pairs of a key and a text, a boolean or a whole number.</summary>
    public IReadOnlyDictionary<string, string> Attributes(int field) => All(field).ToDictionary(
        pair => pair.Text(1),
        pair => pair.All(2).Single() is var value && value.Values<byte[]>(1).Any() ? value.Text(1) : $"{value.Number(3)}");

    private IEnumerable<T> Values<T>(int field) => _values.Where(value => value.Field == field).Select(value => value.Value).OfType<T>();
}

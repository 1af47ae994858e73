using Google.Protobuf;

namespace Scim.Testing.Functions.Protocol;

/// <summary>
/// A message in the wire format of Protocol Buffers: fields with a number, whose value is a whole number or bytes, which may be a text
/// or another message. A field that stands several times is a list. What the worker protocol needs, and no more.
/// </summary>
internal sealed class WireMessage
{
    private readonly List<(int Field, ByteString? Bytes, ulong Number)> _fields = [];

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidProtocolBufferException">These bytes are none.</exception>
    public static WireMessage Parse(ByteString bytes)
    {
        var message = new WireMessage();
        var input = bytes.CreateCodedInput();
        while (input.ReadTag() is > 0 and var tag)
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.Varint:
                    message._fields.Add((field, null, input.ReadUInt64()));
                    break;
                case WireFormat.WireType.LengthDelimited:
                    message._fields.Add((field, input.ReadBytes(), 0));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
        return message;
    }

    /// <summary>Adds a text.</summary>
    public WireMessage Add(int field, string text) => Add(field, ByteString.CopyFromUtf8(text));

    /// <summary>Adds a message.</summary>
    public WireMessage Add(int field, WireMessage message) => Add(field, message.ToBytes());

    /// <summary>Adds an entry of a map from text to messages.</summary>
    public WireMessage AddEntry(int field, string key, WireMessage value) => Add(field, new WireMessage().Add(1, key).Add(2, value));

    /// <summary>Whether it has a field.</summary>
    public bool Has(int field) => _fields.Exists(found => found.Field == field);

    /// <summary>A text; empty if it is not there.</summary>
    public string Text(int field) => _fields.Find(found => found.Field == field).Bytes?.ToStringUtf8() ?? "";

    /// <summary>A whole number; 0 if it is not there.</summary>
    public ulong Number(int field) => _fields.Find(found => found.Field == field).Number;

    /// <summary>A message; one without fields if it is not there.</summary>
    public WireMessage Message(int field) => Messages(field).FirstOrDefault() ?? new WireMessage();

    /// <summary>A list of messages.</summary>
    public IEnumerable<WireMessage> Messages(int field) => All(field).Select(Parse);

    /// <summary>A list of texts.</summary>
    public IEnumerable<string> Texts(int field) => All(field).Select(bytes => bytes.ToStringUtf8());

    /// <summary>A map from text to text.</summary>
    public Dictionary<string, string> Map(int field) => Messages(field).ToDictionary(entry => entry.Text(1), entry => entry.Text(2));

    /// <summary>Writes it.</summary>
    public ByteString ToBytes()
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            foreach (var (field, bytes, number) in _fields)
            {
                output.WriteTag(field, bytes is null ? WireFormat.WireType.Varint : WireFormat.WireType.LengthDelimited);
                if (bytes is null) output.WriteUInt64(number);
                else output.WriteBytes(bytes);
            }
        }
        return ByteString.CopyFrom(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private WireMessage Add(int field, ByteString bytes)
    {
        _fields.Add((field, bytes, 0));
        return this;
    }

    private IEnumerable<ByteString> All(int field) =>
        _fields.Where(found => found.Field == field).Select(found => found.Bytes).OfType<ByteString>();
}

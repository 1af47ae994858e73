namespace Scim.Protocol.Resources;

/// <summary>What a violation calls a value; put together only when there is one.</summary>
internal readonly record struct ValueName(string Prefix, string Name)
{
    public override string ToString() => Prefix + Name;
}

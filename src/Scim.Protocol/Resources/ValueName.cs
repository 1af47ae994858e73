namespace Scim.Protocol.Resources;

/// <summary>What a violation calls a value; put together only when there is one.</summary>
/// <param name="Holder">What the value is part of; null for an attribute of a resource.</param>
/// <param name="Name">Its own name.</param>
internal readonly record struct ValueName(HolderName? Holder, string Name)
{
    public override string ToString() => Holder is null ? Name : $"{Holder.Name}{Holder.Separator}{Name}";
}

/// <summary>What a violation calls a complex value or an extension before the names of its parts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Separator">What stands between: a colon for an extension, else a dot.</param>
internal sealed record HolderName(ValueName Name, string Separator);

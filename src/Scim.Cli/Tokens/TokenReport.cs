using Scim.Cli.Output;
using Scim.Operations.Tokens;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Tokens;

/// <summary>What there is to say of an STS token, without its text.</summary>
internal static class TokenReport
{
    public static IReadOnlyList<Column<StsToken>> Columns { get; } =
    [
        new("fingerprint", Fingerprint.Of),
        new("account", token => token.Account.Value),
        new("client", token => token.Client.Value),
        new("scopes", token => token.Scopes),
        new("lastUsed", token => token.LastUsed),
        new("expires", token => token.Expires),
        new("revoked", token => token.Revoked),
    ];

    /// <summary>With the token, which is shown once.</summary>
    public static IReadOnlyList<Column<IssuedToken>> WithText { get; } =
    [
        .. Columns.Select(column => new Column<IssuedToken>(column.Name, issued => column.Value(issued.Token))),
        new("token", issued => issued.Text),
    ];
}

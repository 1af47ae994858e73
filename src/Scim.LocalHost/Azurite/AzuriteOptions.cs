namespace Scim.LocalHost.Azurite;

/// <summary>How an Azurite is started.</summary>
public sealed record AzuriteOptions
{
    /// <summary>The folder that keeps the data; it is created. Default null: in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The port on 127.0.0.1. Default 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>Files of a certificate in PEM: serves https and lets Azure AD tokens in as well. Default null: http.</summary>
    public AzuriteCertificate? Certificate { get; init; }

    /// <summary>The commands that run and install it. Default: <c>node</c> and <c>npm</c> of the path.</summary>
    public NodeCommands Commands { get; init; } = NodeCommands.Default;

    /// <summary>Is told what takes long, in one line. Default null: nobody.</summary>
    public Action<string>? Progress { get; init; }
}

/// <summary>A certificate for https.</summary>
/// <param name="CertificateFile">Path of the certificate in PEM.</param>
/// <param name="KeyFile">Path of its key in PEM.</param>
public sealed record AzuriteCertificate(string CertificateFile, string KeyFile);

/// <summary>The commands of Node.js, as names on the path or as paths.</summary>
/// <param name="Node">Runs JavaScript.</param>
/// <param name="Npm">Installs packages.</param>
public sealed record NodeCommands(string Node, string Npm)
{
    /// <summary><c>node</c> and <c>npm</c> of the path.</summary>
    public static NodeCommands Default { get; } = new("node", OperatingSystem.IsWindows() ? "npm.cmd" : "npm");
}

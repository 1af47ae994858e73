using Microsoft.Extensions.Configuration;
using Scim.Cli;
using Scim.Cli.Running;

var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
return await CommandLine.RunAsync(args, Terminal.OfProcess(), settings, TimeProvider.System, CancellationToken.None);

using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Scim.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

// The platform's front end puts the caller's address into CLIENT-IP. The settings: README, Configuration.
builder.Services.AddScim(builder.Configuration, clientAddressHeader: "CLIENT-IP");

builder.Build().Run();

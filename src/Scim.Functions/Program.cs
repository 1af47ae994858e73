using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scim.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

// The platform's front end puts the caller's address into CLIENT-IP. The settings: README, Configuration.
builder.Services.AddScim(builder.Configuration, clientAddressHeader: "CLIENT-IP");

// The service sends its logs to Application Insights itself. Told so, the host leaves them out of what it sends there.
if (builder.Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 })
    builder.Services.Configure<WorkerOptions>(options => options.Capabilities["WorkerApplicationInsightsLoggingEnabled"] = bool.TrueString);

builder.Build().Run();

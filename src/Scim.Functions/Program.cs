using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scim.Functions;
using Scim.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

// After the worker's own configuration of the same options, which believes more.
builder.Services.PostConfigure<ForwardedHeadersOptions>(ForwardedFields.Configure);

// The settings: docs/configuration.md.
builder.Services.AddScim(builder.Configuration);

// The service sends its logs to Application Insights itself. Told so, the host leaves them out of what it sends there.
if (builder.Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 })
    builder.Services.Configure<WorkerOptions>(options => options.Capabilities["WorkerApplicationInsightsLoggingEnabled"] = bool.TrueString);

// The service bounds bodies itself and says 413; this limit of the server's would end as a 500 before the service is asked.
builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);

builder.Build().Run();

// The Functions host replaces a worker that ends, but not one that says it was right to end: every request would hang.
return 1;

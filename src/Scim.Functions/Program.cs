using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scim.Http;
using Scim.Provisioning;
using Scim.Storage.Tables;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

// TableStorage: ConnectionString, or Endpoint for the app's managed identity; TablePrefix.
builder.Services.AddScimTableStorage(builder.Configuration.GetSection("TableStorage").Get<TableStorageOptions>() ?? new TableStorageOptions());
builder.Services.AddScimProvisioning();

// Scim: PublicBaseUrl, where clients reach the service under another name than the app's own; ClientAddressHeader, in which a front end
// of one's own puts the caller's address. The platform's is CLIENT-IP.
builder.Services.AddScimHttp(options =>
{
    options.ClientAddressHeader = "CLIENT-IP";
    builder.Configuration.GetSection("Scim").Bind(options);
});

builder.Build().Run();

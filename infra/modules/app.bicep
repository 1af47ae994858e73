@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Name of the app, which is also the first label of its host name.')
param name string

@description('Name of the plan.')
param planName string

@description('Resource id of the app\'s identity.')
param identityId string

@description('Client id of the app\'s identity.')
param identityClientId string

@description('Spread instances over availability zones.')
param zoneRedundancy bool

@description('Memory of an instance in MB.')
param instanceMemoryMB int

@description('The most instances.')
param maximumInstanceCount int

@description('Instances that are always running.')
param alwaysReadyInstances int

@description('Requests that one instance handles at once.')
param httpConcurrency int

@description('Subnet to call out from; empty for none.')
param subnetId string

@description('Storage account of the Functions host.')
param hostStorageName string

@description('Container that takes the app\'s package.')
param deploymentContainerUrl string

@description('Address of the table service with the users.')
param tableEndpoint string

@description('What the names of the tables begin with.')
param tablePrefix string

@description('Address under which clients reach the service; empty: as the request says.')
param publicBaseUrl string

@description('Header field with the caller\'s address; empty: the address that the platform forwards.')
param clientAddressHeader string

@description('Where telemetry goes.')
param insightsConnectionString string

@description('Workspace that takes the platform\'s logs.')
param workspaceId string

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundancy
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds the app by this tag: the key of the service in azure.yaml.
  tags: union(tags, {
    'azd-service-name': 'scim'
  })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReadyInstances
              }
            ]
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AzureWebJobsStorage__accountName: hostStorageName
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
        AZURE_CLIENT_ID: identityClientId
        AzureWebJobsDisableHomepage: 'true'
        WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED: '0'
        TableStorage__Endpoint: tableEndpoint
        TableStorage__TablePrefix: tablePrefix
        Scim__ClientAddressHeader: clientAddressHeader
      },
      empty(publicBaseUrl) ? {} : { Scim__PublicBaseUrl: publicBaseUrl }
    )
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

// The host's own log and the metrics. The platform's log of HTTP requests stays out: it keeps query strings, and a filter holds e-mail addresses.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'host'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Name of the app.')
output name string = app.name

var givenUrl = endsWith(publicBaseUrl, '/') ? take(publicBaseUrl, length(publicBaseUrl) - 1) : publicBaseUrl
var baseUrl = empty(publicBaseUrl) ? 'https://${app.properties.defaultHostName}' : givenUrl

@description('Base URL of the SCIM endpoints.')
output scimBaseUrl string = '${baseUrl}/scim/v2'

@description('Where a client gets its token.')
output tokenUrl string = '${baseUrl}/oauth/token'

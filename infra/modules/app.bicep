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

@description('Drain instances when the app is updated, in place of ending them at once.')
param rollingUpdate bool

@description('Address of the blob service of the Functions host.')
param hostBlobEndpoint string

@description('Container that takes the app\'s package.')
param deploymentContainerUrl string

@description('Address of the table service with the users.')
param tableEndpoint string

@description('What the names of the tables begin with.')
param tablePrefix string

@description('Address of the key vault, with a slash at the end.')
param vaultUri string

@description('Secrets that hold the Authorization field of pushes: NAME=secret, with commas between them.')
param receiverAuthorizations string

@description('Let events be pushed to private addresses.')
param allowPrivateReceivers bool

@description('Days that the log of requests is kept.')
param requestRetentionDays int

@description('Days that the audit trails are kept; 0 for ever.')
param auditRetentionDays int

@description('Address under which clients reach the service; empty: https:// and the host name that the platform gives the app.')
param publicBaseUrl string

@description('Header field with the caller\'s address; empty: the address that the platform forwards.')
param clientAddressHeader string

@description('Where telemetry goes.')
param insightsConnectionString string

@description('Workspace that takes the platform\'s logs.')
param workspaceId string

var authorizations = map(filter(split(receiverAuthorizations, ','), pair => !empty(trim(pair))), pair => split(trim(pair), '='))

// With zone redundancy the platform keeps two instances of its own, and refuses fewer.
var alwaysReady = zoneRedundancy ? max(alwaysReadyInstances, 2) : alwaysReadyInstances

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
    // Settings that refer to the key vault are read as this identity. By default it would be one that the platform makes, which the app has not.
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
    }
    // siteUpdateStrategy is a preview, which the types do not know, and is left out unless it is asked for.
    #disable-next-line BCP037
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
        alwaysReady: alwaysReady == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReady
              }
            ]
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
      }
      ...(rollingUpdate ? { siteUpdateStrategy: { type: 'RollingUpdate' } } : {})
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      toObject(
        authorizations,
        pair => 'Events__Authorization__${pair[0]}',
        pair => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${pair[1]})'
      ),
      {
        // The blob service alone: given the account's name, the host opens its tables and queues too, where it has no role.
        AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
        AZURE_CLIENT_ID: identityClientId
        AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
        AzureWebJobsDisableHomepage: 'true'
        WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED: '0'
        TableStorage__Endpoint: tableEndpoint
        TableStorage__TablePrefix: tablePrefix
        Scim__ClientAddressHeader: clientAddressHeader
        Requests__RetentionDays: string(requestRetentionDays)
        // Without a version: the platform takes a new one within a day. Nothing is there before the hook has run.
        Events__SigningKeys: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/events-signing-keys)'
      },
      empty(publicBaseUrl) ? {} : { Scim__PublicBaseUrl: publicBaseUrl },
      auditRetentionDays == 0 ? {} : { Audit__RetentionDays: string(auditRetentionDays) },
      allowPrivateReceivers ? { Events__AllowPrivateAddresses: 'true' } : {}
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

// The host's own log. Metrics are not exported: the portal has them, and nothing reads them in the workspace.
// The platform's log of HTTP requests stays out: it keeps query strings, and a filter holds e-mail addresses.
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
  }
}

@description('Name of the app.')
output name string = app.name

@description('Address that tells whether the app works.')
output healthUrl string = 'https://${app.properties.defaultHostName}/health'

var givenUrl = endsWith(publicBaseUrl, '/') ? take(publicBaseUrl, length(publicBaseUrl) - 1) : publicBaseUrl
var baseUrl = empty(publicBaseUrl) ? 'https://${app.properties.defaultHostName}' : givenUrl

@description('Base URL of the SCIM endpoints.')
output scimBaseUrl string = '${baseUrl}/scim/v2'

@description('Where a client gets its token.')
output tokenUrl string = '${baseUrl}/oauth/token'

targetScope = 'subscription'

@description('Name of the environment, as azd has it. The resource group is named after it, and every other name contains a hash of it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of every resource.')
param location string

@description('Name of the resource group.')
@maxLength(90)
param resourceGroupName string = 'rg-${environmentName}'

@description('Object id of who deploys and then runs the operator\'s command line: gets the data role on the tables and may write the secrets of the key vault. Empty: nobody does.')
param principalId string = ''

@description('What the principal is. Empty: the platform looks it up.')
@allowed(['', 'User', 'ServicePrincipal', 'Group'])
param principalType string = ''

@description('Redundancy of the storage account with the users. ZRS keeps them through the loss of a zone, GZRS through the loss of a region. Empty: ZRS with zoneRedundancy, else LRS.')
@allowed(['', 'Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
param storageRedundancy string = ''

@description('Spread the app\'s instances over availability zones. The region must have zones; the host\'s storage becomes ZRS.')
param zoneRedundancy bool = false

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances that the platform starts. It bounds the cost.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that are always running, which spares the first request a cold start. They are paid for all the time. With zoneRedundancy at least two.')
@minValue(0)
@maxValue(1000)
param alwaysReadyInstances int = 0

@description('Requests that one instance handles at once before the platform starts another.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 100

@description('Let running requests end when the app is updated: instances are drained and replaced in batches. A preview of the platform; the update that sets it still ends all instances at once, as every update does without it.')
param rollingUpdate bool = false

@description('Close both storage accounts and the key vault to the internet: a virtual network, private endpoints and private DNS zones. The app itself stays reachable for identity providers.')
param privateNetwork bool = false

@description('Address space of the virtual network: at least a /24. Only with privateNetwork.')
param networkAddressPrefix string = '10.0.0.0/24'

@description('Receives the alerts by e-mail. Empty: alerts are raised and shown in the portal, and nobody is written to.')
param alertEmail string = ''

@description('How often /health is asked from each of three locations, in minutes, for the alert that the app does not work. 0: never, without that alert.')
@allowed([0, 5, 10, 15])
param healthCheckMinutes int = 15

@description('Days that logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('The most GB of logs and metrics that are taken in on a day. What comes after is lost, and alerts on it are blind until the next day. 0: no cap.')
@minValue(0)
param logDailyCapGB int = 0

@description('Days that the log of requests is kept.')
@minValue(1)
@maxValue(90)
param requestRetentionDays int = 14

@description('Days that the audit trails are kept. 0: for ever.')
@minValue(0)
@maxValue(3650)
param auditRetentionDays int = 0

@description('Address under which clients reach the service, before /scim/v2. Empty: https:// and the host name that the platform gives the app.')
param publicBaseUrl string = ''

@description('Header field in which a front end of your own puts the caller\'s address. Empty: the address that the platform forwards.')
param clientAddressHeader string = ''

@description('Let events be pushed to receivers with private addresses: those of the virtual network and of networks that it is joined to.')
param allowPrivateReceivers bool = false

@description('Secrets of the key vault that hold the Authorization field of pushes: NAME=secret, with commas between them. NAME is what --authorization-setting takes.')
param receiverAuthorizations string = ''

@description('What the names of the tables begin with: letters and digits, a letter first.')
@minLength(1)
@maxLength(51)
param tablePrefix string = 'Scim'

var token = uniqueString(subscription().id, environmentName, location)
var tags = {
  'azd-env-name': environmentName
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: resourceGroupName
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'id-scim-${token}'
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    retentionDays: logRetentionDays
    dailyCapGB: logDailyCapGB
    // Its assignment is named after it, so that a preview knows the name of that only when the identity is there.
    #disable-next-line what-if-short-circuiting
    publisherId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    redundancy: !empty(storageRedundancy) ? storageRedundancy : zoneRedundancy ? 'Standard_ZRS' : 'Standard_LRS'
    zoneRedundancy: zoneRedundancy
    publicAccess: !privateNetwork
    appPrincipalId: identity.outputs.principalId
    operatorId: principalId
    operatorType: principalType
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'kv-scim-${token}'
    publicAccess: !privateNetwork
    // As above.
    #disable-next-line what-if-short-circuiting
    appPrincipalId: identity.outputs.principalId
    operatorId: principalId
    operatorType: principalType
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    addressPrefix: networkAddressPrefix
    hostStorageName: storage.outputs.hostAccountName
    dataStorageName: storage.outputs.dataAccountName
    vaultName: vault.outputs.name
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'scim-${token}'
    planName: 'plan-scim-${token}'
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    zoneRedundancy: zoneRedundancy
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    httpConcurrency: httpConcurrency
    rollingUpdate: rollingUpdate
    subnetId: network.?outputs.appSubnetId ?? ''
    hostBlobEndpoint: storage.outputs.hostBlobEndpoint
    deploymentContainerUrl: storage.outputs.deploymentContainerUrl
    tableEndpoint: storage.outputs.tableEndpoint
    tablePrefix: tablePrefix
    vaultUri: vault.outputs.uri
    receiverAuthorizations: receiverAuthorizations
    allowPrivateReceivers: allowPrivateReceivers
    requestRetentionDays: requestRetentionDays
    auditRetentionDays: auditRetentionDays
    publicBaseUrl: publicBaseUrl
    clientAddressHeader: clientAddressHeader
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    workspaceId: monitoring.outputs.workspaceId
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    workspaceId: monitoring.outputs.workspaceId
    email: alertEmail
  }
}

module healthCheck 'modules/health-check.bicep' = if (healthCheckMinutes != 0) {
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    url: app.outputs.healthUrl
    minutes: healthCheckMinutes
    insightsId: monitoring.outputs.insightsId
    receiversId: alerts.outputs.receiversId
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

@description('Tenant of the subscription, in which the hook and the operator sign in.')
output AZURE_TENANT_ID string = tenant().tenantId

@description('Name of the resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the Functions app.')
output SCIM_APP_NAME string = app.outputs.name

@description('Base URL of the SCIM endpoints: what an identity provider calls the tenant URL.')
output SCIM_BASE_URL string = app.outputs.scimBaseUrl

@description('Where a client gets its token.')
output SCIM_TOKEN_URL string = app.outputs.tokenUrl

@description('Address of the table service with the users, for the operator\'s command line.')
output SCIM_TABLE_ENDPOINT string = storage.outputs.tableEndpoint

@description('What the names of the tables begin with.')
output SCIM_TABLE_PREFIX string = tablePrefix

@description('Name of the key vault, whose secret events-signing-keys the hook makes.')
output SCIM_KEY_VAULT_NAME string = vault.outputs.name

@description('True if the tables and the key vault can be reached from inside the virtual network only.')
output SCIM_PRIVATE_NETWORK bool = privateNetwork

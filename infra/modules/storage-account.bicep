@description('A role of somebody on the account.')
type assignment = {
  @description('Tells assignments apart; known before anything is deployed, so that a preview can show it.')
  name: string
  @description('Object id of who gets the role.')
  principalId: string
  @description('What the principal is.')
  principalType: string
  @description('Id of the role definition.')
  roleId: string
}

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Name of the account.')
@maxLength(24)
param name string

@description('Redundancy.')
param redundancy string

@description('False if only private endpoints lead in.')
param publicAccess bool

@description('A blob container to create; empty for none.')
param container string = ''

@description('The services in use, whose metrics are kept: blobServices, tableServices.')
param services string[]

@description('Workspace that takes the metrics.')
param workspaceId string

@description('Who may do what.')
param roles assignment[]

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: publicAccess ? 'Allow' : 'Deny'
      bypass: 'None'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = if (contains(services, 'blobServices')) {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = if (contains(services, 'tableServices')) {
  parent: account
  name: 'default'
}

resource deployment 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = if (!empty(container)) {
  parent: blobs
  name: container
  properties: {
    publicAccess: 'None'
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, role.name, role.roleId)
    scope: account
    properties: {
      principalId: role.principalId
      principalType: role.principalType
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.roleId)
    }
  }
]

// Metrics only: the service's logs keep whole addresses, and the filter in a query's address holds what was searched for.
resource blobMetrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'blobServices')) {
  name: 'metrics'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

resource tableMetrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'tableServices')) {
  name: 'metrics'
  scope: tables
  properties: {
    workspaceId: workspaceId
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

@description('Name of the account.')
output name string = account.name

@description('Address of the blob service, with a slash at the end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Address of the table service, with a slash at the end.')
output tableEndpoint string = account.properties.primaryEndpoints.table

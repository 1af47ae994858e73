@description('A role of somebody on the account.')
type assignment = {
  @description('Object id of who gets the role.')
  principalId: string
  @description('What the principal is; empty if it is not known.')
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

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = if (!empty(container)) {
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

// The principal is part of the name: an assignment cannot be changed, so that an identity made anew needs one of another name.
resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, role.principalId, role.roleId)
    scope: account
    properties: {
      principalId: role.principalId
      ...(empty(role.principalType) ? {} : { principalType: role.principalType })
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.roleId)
    }
  }
]

@description('Name of the account.')
output name string = account.name

@description('Address of the blob service, with a slash at the end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Address of the table service, with a slash at the end.')
output tableEndpoint string = account.properties.primaryEndpoints.table

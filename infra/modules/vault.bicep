@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Name of the vault.')
@maxLength(24)
param name string

@description('False if only a private endpoint leads in.')
param publicAccess bool

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('Object id of the operator; empty for none.')
param operatorId string

@description('What the operator is; empty if it is not known.')
param operatorType string

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6' // Key Vault Secrets User: reads them
var secretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7' // Key Vault Secrets Officer: writes them too
var roles = concat(
  [
    {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleId: secretsUser
    }
  ],
  empty(operatorId)
    ? []
    : [
        {
          principalId: operatorId
          principalType: operatorType
          roleId: secretsOfficer
        }
      ]
)

// It holds no secret yet: a template would write the same value at each deployment. The hook stores the keys when there are none.
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: publicAccess ? 'Allow' : 'Deny'
      bypass: 'None'
    }
  }
}

// The principal is part of the name, as for the storage accounts.
resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(vault.id, role.principalId, role.roleId)
    scope: vault
    properties: {
      principalId: role.principalId
      ...(empty(role.principalType) ? {} : { principalType: role.principalType })
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.roleId)
    }
  }
]

@description('Name of the vault.')
output name string = vault.name

@description('Address of the vault, with a slash at the end.')
output uri string = vault.properties.vaultUri

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Makes names unique.')
param token string

@description('Address space: at least a /24.')
param addressPrefix string

@description('Storage account of the Functions host.')
param hostStorageName string

@description('Storage account of the users.')
param dataStorageName string

@description('Key vault.')
param vaultName string

// The services that the app uses, each behind an endpoint of its own.
var targets = [
  {
    type: 'Microsoft.Storage/storageAccounts'
    name: hostStorageName
    service: 'blob'
    zone: 'privatelink.blob.${environment().suffixes.storage}'
  }
  {
    type: 'Microsoft.Storage/storageAccounts'
    name: dataStorageName
    service: 'table'
    zone: 'privatelink.table.${environment().suffixes.storage}'
  }
  {
    type: 'Microsoft.KeyVault/vaults'
    name: vaultName
    service: 'vault'
    // The suffix begins with a dot.
    zone: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  }
]

resource rules 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-scim-${token}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'NothingFromTheInternet'
        properties: {
          priority: 4000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: 'vnet-scim-${token}'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          // The app signs in and sends telemetry over the internet. Without this a new subnet has no way out.
          defaultOutboundAccess: true
          networkSecurityGroup: {
            id: rules.id
          }
          // Flex Consumption runs on the platform of container apps.
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          defaultOutboundAccess: false
          networkSecurityGroup: {
            id: rules.id
          }
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for target in targets: {
    name: target.zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (target, index) in targets: {
    parent: zones[index]
    name: 'scim'
    location: 'global'
    tags: tags
    properties: {
      virtualNetwork: {
        id: network.id
      }
      registrationEnabled: false
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2026-03-01' = [
  for target in targets: {
    name: 'pe-scim-${target.service}-${token}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: network.properties.subnets[1].id
      }
      privateLinkServiceConnections: [
        {
          name: target.service
          properties: {
            privateLinkServiceId: resourceId(target.type, target.name)
            groupIds: [target.service]
          }
        }
      ]
    }
  }
]

resource records 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = [
  for (target, index) in targets: {
    parent: endpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: target.service
          properties: {
            privateDnsZoneId: zones[index].id
          }
        }
      ]
    }
  }
]

@description('Subnet for the app. It is known once the names of the storage accounts and the vault lead to their endpoints.')
output appSubnetId string = network.properties.subnets[0].id

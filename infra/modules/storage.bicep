@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Makes names unique.')
param token string

@description('Redundancy of the account with the users.')
param redundancy string

@description('True if the host\'s account must outlive a zone.')
param zoneRedundancy bool

@description('False if only private endpoints lead in.')
param publicAccess bool

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('Object id of the operator; empty for none.')
param operatorId string

@description('What the operator is; empty if it is not known.')
param operatorType string

var deploymentContainer = 'deployment'
var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner: what the host's locks and keys need
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor

module host 'storage-account.bicep' = {
  params: {
    location: location
    tags: tags
    name: 'sthost${token}'
    redundancy: zoneRedundancy ? 'Standard_ZRS' : 'Standard_LRS'
    publicAccess: publicAccess
    container: deploymentContainer
    roles: [
      {
        principalId: appPrincipalId
        principalType: 'ServicePrincipal'
        roleId: blobDataOwner
      }
    ]
  }
}

// The users' account holds tables only, and the host's identity needs nothing else there.
module data 'storage-account.bicep' = {
  params: {
    location: location
    tags: tags
    name: 'stdata${token}'
    redundancy: redundancy
    publicAccess: publicAccess
    roles: concat(
      [
        {
          principalId: appPrincipalId
          principalType: 'ServicePrincipal'
          roleId: tableDataContributor
        }
      ],
      empty(operatorId)
        ? []
        : [
            {
              principalId: operatorId
              principalType: operatorType
              roleId: tableDataContributor
            }
          ]
    )
  }
}

@description('Account of the Functions host.')
output hostAccountName string = host.outputs.name

@description('Account of the users.')
output dataAccountName string = data.outputs.name

@description('Address of the blob service of the Functions host.')
output hostBlobEndpoint string = host.outputs.blobEndpoint

@description('Container that takes the app\'s package.')
output deploymentContainerUrl string = '${host.outputs.blobEndpoint}${deploymentContainer}'

@description('Address of the table service with the users.')
output tableEndpoint string = data.outputs.tableEndpoint

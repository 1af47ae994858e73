@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Workspace that the queries run on.')
param workspaceId string

var name = 'Scim: the operator\'s questions'
var questions = [
  {
    title: 'Who was denied?'
    query: loadTextContent('../queries/denials.kql')
  }
  {
    title: 'Where are licences short? Who waits: scim users list --account ACCOUNT --waiting'
    query: loadTextContent('../queries/licence-shortages.kql')
  }
  {
    title: 'Which operations are slowest?'
    query: loadTextContent('../queries/slowest-operations.kql')
  }
  {
    title: 'Which clients get errors?'
    query: loadTextContent('../queries/errors-by-client.kql')
  }
  {
    title: 'What does storage do?'
    query: loadTextContent('../queries/storage.kql')
  }
  {
    title: 'Do events arrive? What holds one up: scim stream show STREAM'
    query: loadTextContent('../queries/events.kql')
  }
]
var content = {
  version: 'Notebook/1.0'
  items: concat(
    [
      {
        type: 9
        name: 'time'
        content: {
          version: 'KqlParameterItem/1.0'
          style: 'pills'
          parameters: [
            {
              id: guid(resourceGroup().id, 'time')
              version: 'KqlParameterItem/1.0'
              name: 'Time'
              type: 4
              isRequired: true
              value: {
                durationMs: 86400000
              }
              typeSettings: {
                selectableValues: map([3600, 14400, 86400, 604800, 2592000], seconds => { durationMs: seconds * 1000 })
              }
            }
          ]
        }
      }
    ],
    map(questions, question => {
      type: 3
      name: question.title
      content: {
        version: 'KqlItem/1.0'
        title: question.title
        query: question.query
        size: 0
        queryType: 0
        resourceType: 'microsoft.operationalinsights/workspaces'
        timeContextFromParameter: 'Time'
        visualization: 'table'
      }
    })
  )
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'scim-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: name
    category: 'workbook'
    sourceId: workspaceId
    serializedData: string(content)
    version: '1.0'
  }
}

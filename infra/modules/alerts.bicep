@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Makes names unique.')
param token string

@description('Workspace with the requests and metrics.')
param workspaceId string

@description('Receives the alerts; empty for nobody.')
param email string

// Each query gives a row for what is wrong, and none when all is well. An alert is raised for each value of the dimensions, and names it.
var rules = [
  {
    name: 'server-errors'
    description: 'More than 1 % of at least 20 requests in 15 minutes were answered with 5xx.'
    severity: 1
    query: loadTextContent('../queries/alert-server-errors.kql')
    dimensions: []
  }
  {
    name: 'denials'
    description: 'A client was denied 200 times or more with 429 in 15 minutes.'
    severity: 3
    query: loadTextContent('../queries/alert-denials.kql')
    dimensions: ['client']
  }
  {
    name: 'latency'
    description: 'Of at least 20 requests in 15 minutes, without Bulk, the slowest twentieth took over 2 s.'
    severity: 2
    query: loadTextContent('../queries/alert-latency.kql')
    dimensions: []
  }
  {
    name: 'licence-shortage'
    description: 'A user was left deactivated for want of a licence.'
    severity: 3
    query: loadTextContent('../queries/alert-licence-shortage.kql')
    dimensions: ['account']
  }
  {
    name: 'secret-ends'
    description: 'A secret of a client that is in use ends within 30 days, or has ended.'
    severity: 3
    query: loadTextContent('../queries/alert-secret-ends.kql')
    dimensions: ['client']
  }
  {
    name: 'events-late'
    description: 'The oldest event of a stream has been waiting for over 15 minutes.'
    severity: 2
    query: loadTextContent('../queries/alert-events-late.kql')
    dimensions: ['stream']
  }
  {
    name: 'events-lost'
    description: 'Events of a stream were dropped, since they were older than its retention.'
    severity: 1
    query: loadTextContent('../queries/alert-events-lost.kql')
    dimensions: ['stream']
  }
]

resource receivers 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-scim-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'scim'
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: 'scim-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Scim: ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      autoMitigate: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      // The tables appear with the first telemetry, which is after this deployment.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: map(rule.dimensions, name => {
              name: name
              operator: 'Include'
              values: ['*']
            })
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: empty(email) ? [] : [receivers.id]
      }
    }
  }
]

@description('Resource id of the group that receives the alerts; empty for none.')
output receiversId string = empty(email) ? '' : receivers.id

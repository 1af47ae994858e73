@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Makes names unique.')
param token string

@description('Address that answers 200 when the app works.')
param url string

@description('How often each location asks, in minutes.')
param minutes int

@description('Application Insights component that takes the results.')
param insightsId string

@description('Resource id of the group that receives the alert; empty for none.')
param receiversId string

// An app that does not start sends nothing, and neither does one that has scaled to zero: only a request from outside tells them apart.
resource check 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'health-scim-${token}'
  location: location
  // The component shows the results of tests that are linked to it.
  tags: union(tags, {
    'hidden-link:${insightsId}': 'Resource'
  })
  kind: 'standard'
  properties: {
    Name: 'Scim: health'
    SyntheticMonitorId: 'health-scim-${token}'
    Description: 'Asks the app whether it works.'
    Kind: 'standard'
    Enabled: true
    Frequency: minutes * 60
    // Long enough for a cold start. A failure is three in a row.
    Timeout: 60
    RetryEnabled: true
    // West Europe, East US, Southeast Asia.
    Locations: [{ Id: 'emea-nl-ams-azr' }, { Id: 'us-va-ash-azr' }, { Id: 'apac-sg-sin-azr' }]
    Request: {
      RequestUrl: url
      HttpVerb: 'GET'
      ParseDependentRequests: false
      FollowRedirects: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
    }
  }
}

resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'scim-not-available'
  location: 'global'
  tags: tags
  properties: {
    description: 'The app does not start, or storage does not answer: /health failed from two of three locations.'
    severity: 0
    enabled: true
    autoMitigate: true
    scopes: [check.id, insightsId]
    evaluationFrequency: 'PT5M'
    // The longest distance of two requests from a location is 15 minutes.
    windowSize: 'PT30M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: check.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: empty(receiversId) ? [] : [{ actionGroupId: receiversId }]
  }
}

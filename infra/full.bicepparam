using 'main.bicep'

// Everything switched on.
param environmentName = 'full'
param location = 'westeurope'
param principalId = '11111111-1111-1111-1111-111111111111'
param principalType = 'ServicePrincipal'
param storageRedundancy = 'Standard_GZRS'
param zoneRedundancy = true
param instanceMemoryMB = 4096
param maximumInstanceCount = 200
param alwaysReadyInstances = 2
param httpConcurrency = 250
param rollingUpdate = true
param privateNetwork = true
param networkAddressPrefix = '10.20.0.0/24'
param alertEmail = 'operator@example.com'
param healthCheckMinutes = 5
param logRetentionDays = 90
param logDailyCapGB = 2
param requestRetentionDays = 30
param auditRetentionDays = 400
param publicBaseUrl = 'https://scim.example.com'
param clientAddressHeader = 'X-Azure-ClientIP'
param allowPrivateReceivers = true
param receiverAuthorizations = 'payroll=payroll-authorization, desk=desk-authorization'
param tablePrefix = 'Prod'

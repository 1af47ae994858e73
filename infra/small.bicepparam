using 'main.bicep'

// Everything as it is by default.
param environmentName = 'small'
param location = 'westeurope'

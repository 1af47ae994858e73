#!/usr/bin/env pwsh
#requires -Version 7.2
# Creates the first account and its first client after azd provision, and prints the client's secret once. Safe to run again.
# The twin of first-client.sh, which says which variables it reads.
$ErrorActionPreference = 'Stop'
trap { Stop-WithLine "$_" }
$PSNativeCommandUseErrorActionPreference = $false
Set-Location (Join-Path $PSScriptRoot '../..')
. (Join-Path $PSScriptRoot 'shared/settings.ps1')

function Stop-WithLine($line) {
  if ($line) { [Console]::Error.WriteLine($line) }
  [Console]::Error.WriteLine('The first account and client are not complete; nothing else is held up. ' +
    'Mend the cause, then run: azd hooks run postprovision')
  exit 1
}

$account = Get-Setting 'SCIM_ACCOUNT' 'main'
$licences = Get-Setting 'SCIM_LICENCES' 'unlimited'
$wait = Get-Seconds 'SCIM_WAIT_SECONDS' '300'
$pause = Get-Seconds 'SCIM_PAUSE_SECONDS' '10'
$prefix = Get-Setting 'SCIM_TABLE_PREFIX' 'Scim'
$endpoint = Get-Setting 'SCIM_TABLE_ENDPOINT' ''
if ($endpoint -eq '') { Stop-WithLine 'SCIM_TABLE_ENDPOINT is not set: run azd provision first' }

$for = Get-Setting 'SCIM_CLIENT_FOR' ''
$url = Get-Setting 'SCIM_BASE_URL' ''
$options = @()
if ($for -ne '') {
  if ($for -cnotin 'entra', 'okta', 'onelogin') { Stop-WithLine 'SCIM_CLIENT_FOR takes entra, okta or onelogin.' }
  $options += '--for', $for
  if ($url -ne '') { $options += '--base-url', $url }
}
$creation = @('client', 'create', '--account', $account) + $options
# The command that makes the client, for somebody to type.
$typed = "dotnet run --project src/Scim.Cli -- $creation --endpoint $endpoint --table-prefix $prefix"

if ((Get-Setting 'AZURE_TOKEN_CREDENTIALS' '') -eq '') { $env:AZURE_TOKEN_CREDENTIALS = 'AzureDeveloperCliCredential' }

function Invoke-Scim {
  dotnet run --project src/Scim.Cli -- @args --endpoint $endpoint --table-prefix $prefix
}

if (Test-Setting 'SCIM_PRIVATE_NETWORK' 'false') {
  Write-Output "The tables are reached from inside the virtual network only. Run there, signed in with 'azd auth login':"
  Write-Output ("  dotnet run --project src/Scim.Cli -- account create $account --licences $licences " +
    "--endpoint $endpoint --table-prefix $prefix")
  Write-Output "  $typed"
  exit 0
}

$errors = New-TemporaryFile
try {
  # A new role assignment takes minutes to be known everywhere.
  $clock = [Diagnostics.Stopwatch]::StartNew()
  while ($true) {
    $accounts = Invoke-Scim account list --json 2> $errors | Out-String
    if ($LASTEXITCODE -eq 0) { break }
    $said = Get-Content -Raw $errors
    if ($said -notmatch 'refuses access \(Authorization') { Stop-WithLine "$said".TrimEnd() }
    if ($clock.Elapsed.TotalSeconds -ge $wait) {
      [Console]::Error.WriteLine("$said".TrimEnd())
      Stop-WithLine "It still does after $wait seconds. Check the role."
    }
    Write-Output 'Waiting for the role assignment to take effect ...'
    Start-Sleep -Seconds $pause
  }

  if ($accounts.Contains("`"account`":`"$account`"")) {
    Write-Output "The account '$account' exists."
  }
  else {
    Invoke-Scim account create $account --licences $licences | Out-Null
    if ($LASTEXITCODE -ne 0) { Stop-WithLine '' }
    Write-Output "Created the account '$account'."
  }

  $clients = Invoke-Scim client list --account $account --json | Out-String
  if ($LASTEXITCODE -ne 0) { Stop-WithLine '' }
  if ($clients.Contains('"client":')) {
    Write-Output 'The account has a client already; a secret is shown only once. For a new one: scim client rotate-secret CLIENT'
  }
  elseif ("$env:CI$env:TF_BUILD" -ne '') {
    Write-Output "No client is made in a pipeline, whose log would keep the secret. Run, signed in with 'azd auth login':"
    Write-Output "  $typed"
  }
  else {
    Write-Output 'Its first client. Keep the secret now: it is not shown again.'
    Invoke-Scim @creation
    if ($LASTEXITCODE -ne 0) { Stop-WithLine '' }
  }
}
finally {
  Remove-Item $errors -ErrorAction SilentlyContinue
}

Write-Output "Tenant URL: $url"
Write-Output "Token URL: $(Get-Setting 'SCIM_TOKEN_URL' '')"

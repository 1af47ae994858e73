#!/usr/bin/env pwsh
#requires -Version 7.2
# Makes the keys that sign events after azd provision, and stores them in the key vault if none are there. Prints no key. Safe to run again.
# The twin of signing-keys.sh, which says which variables it reads.
$ErrorActionPreference = 'Stop'
trap { Stop-WithLine "$_" }
$PSNativeCommandUseErrorActionPreference = $false
Set-Location (Join-Path $PSScriptRoot '../..')
. (Join-Path $PSScriptRoot 'shared/settings.ps1')

function Stop-WithLine($line) {
  if ($line) { [Console]::Error.WriteLine($line) }
  [Console]::Error.WriteLine('The keys that sign events are not in place; nothing else is held up. ' +
    'Mend the cause, then run: azd hooks run postprovision')
  exit 1
}

function Get-Required($name) {
  $value = Get-Setting $name ''
  if ($value -eq '') { Stop-WithLine "${name}: is not set: run azd provision first" }
  $value
}

$wait = Get-Seconds 'SCIM_WAIT_SECONDS' '300'
$pause = Get-Seconds 'SCIM_PAUSE_SECONDS' '10'
$name = 'events-signing-keys'
$vault = Get-Required 'SCIM_KEY_VAULT_NAME'
$subscription = Get-Required 'AZURE_SUBSCRIPTION_ID'
$group = Get-Required 'AZURE_RESOURCE_GROUP'
$app = Get-Required 'SCIM_APP_NAME'
if (-not (Get-Command az -CommandType Application -ErrorAction SilentlyContinue)) {
  Stop-WithLine "The keys are stored by the Azure CLI, which is not installed. Install it, and sign in with 'az login'."
}

function Invoke-Secret($verb) {
  az keyvault secret $verb --subscription $subscription --vault-name $vault --name $name @args
}

function Add-Key {
  dotnet run --project src/Scim.Cli -- stream keys add @args --json | Out-Null
  if ($LASTEXITCODE -ne 0) { Stop-WithLine '' }
}

$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "scim-$([Guid]::NewGuid())")
$errors = Join-Path $folder 'error'
try {
  # A new role assignment takes minutes to be known everywhere.
  $clock = [Diagnostics.Stopwatch]::StartNew()
  while ($true) {
    Invoke-Secret show --query id --output tsv 2> $errors | Out-Null
    if ($LASTEXITCODE -eq 0) {
      Write-Output 'The key vault has keys that sign events. For new ones: Signing keys, in docs/operations.md'
      exit 0
    }
    $said = "$(Get-Content -Raw $errors)".TrimEnd()
    if ($said.Contains('SecretNotFound')) { break }
    if ($said -cmatch 'ForbiddenBy(Connection|Firewall)') {
      Write-Output "The key vault is reached from inside the virtual network only. Run there, signed in with 'az login':"
      Write-Output "  `$env:AZURE_SUBSCRIPTION_ID = '$subscription'; `$env:AZURE_RESOURCE_GROUP = '$group'"
      Write-Output "  `$env:SCIM_APP_NAME = '$app'; `$env:SCIM_KEY_VAULT_NAME = '$vault'; infra/hooks/signing-keys.ps1"
      exit 0
    }
    if (-not $said.Contains('ForbiddenByRbac')) { Stop-WithLine $said }
    if ($clock.Elapsed.TotalSeconds -ge $wait) {
      [Console]::Error.WriteLine($said)
      Stop-WithLine "It still does after $wait seconds. Check the role."
    }
    Write-Output 'Waiting for the role assignment to take effect ...'
    Start-Sleep -Seconds $pause
  }

  $first = Join-Path $folder 'es256'
  $keys = Join-Path $folder 'keys'
  Add-Key --alg ES256 --out $first
  Add-Key --alg RS256 --file $first --out $keys
  Invoke-Secret set --file $keys --encoding utf-8 --output none
  if ($LASTEXITCODE -ne 0) { Stop-WithLine '' }
  Write-Output "Stored keys to sign events in the key vault, as the secret '$name'."

  # The app was made before the secret. By itself the platform looks again within a day; the app's role may still have to take effect.
  $site = "/subscriptions/$subscription/resourceGroups/$group/providers/Microsoft.Web/sites/$app"
  $refresh = "$site/config/configreferences/appsettings/refresh?api-version=2022-03-01"
  while ($true) {
    $answer = az rest --method post --url $refresh --output json 2> $errors | Out-String
    $found = if ($LASTEXITCODE -ne 0) { "$(Get-Content -Raw $errors)".TrimEnd() }
    else { ($answer | ConvertFrom-Json).value | Where-Object name -EQ 'Events__SigningKeys' | ForEach-Object { $_.properties.status } }
    if (-not $found -or $found -eq 'Resolved') { exit 0 }
    if ($clock.Elapsed.TotalSeconds -ge $wait) { break }
    Write-Output 'Waiting for the app to read the keys ...'
    Start-Sleep -Seconds $pause
  }
  [Console]::Error.WriteLine($found)
  [Console]::Error.WriteLine(
    'The app has not read the keys yet. It tries again within a day, and whenever one of its settings is changed.')
}
finally {
  Remove-Item -Recurse -Force $folder -ErrorAction SilentlyContinue
}
exit 0

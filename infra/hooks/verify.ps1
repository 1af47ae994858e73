#!/usr/bin/env pwsh
#requires -Version 7.2
# Verifies the deployed service after azd deploy, by an account of its own that is deleted afterwards. Safe to run again.
# The twin of verify.sh, which says which variables it reads.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
Set-Location (Join-Path $PSScriptRoot '../..')
. (Join-Path $PSScriptRoot 'shared/settings.ps1')

function Write-ErrorLine($line) {
  if ($line) { [Console]::Error.WriteLine("$line".TrimEnd()) }
}

$account = ''
$status = 1
$errors = New-TemporaryFile

function Invoke-Scim {
  dotnet run --project src/Scim.Cli -- @args --endpoint $endpoint --table-prefix $prefix
}

# An app that was just deployed takes its time to answer. What else keeps the run from its end, wrong credentials for one, stays so.
function Test-Starting {
  $status -eq 2 -and "$(Get-Content -Raw $errors)" -cmatch 'gives no answer|answers (404|5[0-9]{2})'
}

try {
  if (-not (Test-Setting 'SCIM_VERIFY' 'true')) {
    Write-Output 'The service is not verified: SCIM_VERIFY is false.'
    $status = 0
    return
  }
  $wait = Get-Seconds 'SCIM_WAIT_SECONDS' '300'
  $pause = Get-Seconds 'SCIM_PAUSE_SECONDS' '10'
  $prefix = Get-Setting 'SCIM_TABLE_PREFIX' 'Scim'
  foreach ($name in 'SCIM_TABLE_ENDPOINT', 'SCIM_BASE_URL', 'SCIM_TOKEN_URL') {
    if ((Get-Setting $name '') -eq '') { throw "$name is not set: run azd provision first" }
  }
  $endpoint = Get-Setting 'SCIM_TABLE_ENDPOINT' ''
  $url = Get-Setting 'SCIM_BASE_URL' ''
  if ((Get-Setting 'AZURE_TOKEN_CREDENTIALS' '') -eq '') { $env:AZURE_TOKEN_CREDENTIALS = 'AzureDeveloperCliCredential' }

  if (Test-Setting 'SCIM_PRIVATE_NETWORK' 'false') {
    Write-Output ('The tables are reached from inside the virtual network only. To verify the service, make a client of a test account ' +
      'there, and run:')
    Write-Output "  dotnet run --project src/Scim.Cli -- verify --url $url --client-id CLIENT --client-secret-file -"
    $status = 0
    return
  }

  # The name of a deleted account stays reserved, so that each run has one of its own. It is known before the account is: whatever ends
  # the creation, the account may be there. And it is said first, since nothing can be said when the hook is killed.
  $new = 'verify-' + [Convert]::ToHexString([Security.Cryptography.RandomNumberGenerator]::GetBytes(6)).ToLowerInvariant()
  $deletion = "dotnet run --project src/Scim.Cli -- account delete $new --endpoint $endpoint --table-prefix $prefix"
  Write-Output 'Verifying by an account of its own, which is deleted at the end. If that does not come, run:'
  Write-Output "  $deletion"
  $account = $new
  Invoke-Scim account create $account --licences 50 | Out-Null
  if ($LASTEXITCODE -ne 0) { return }
  $made = Invoke-Scim client create --account $account --rate 20 --burst 20 --json | Out-String
  if ($LASTEXITCODE -ne 0) { return }
  $made = $made | ConvertFrom-Json
  $env:SCIM_CLIENT_SECRET = $made.secret

  $clock = [Diagnostics.Stopwatch]::StartNew()
  while ($true) {
    $seen = Invoke-Scim verify --url $url --token-url (Get-Setting 'SCIM_TOKEN_URL' '') --client-id $made.client --rate 20 2> $errors
    $status = $LASTEXITCODE
    if (-not (Test-Starting) -or $clock.Elapsed.TotalSeconds -ge $wait) { break }
    Write-Output 'Waiting for the app to answer ...'
    Start-Sleep -Seconds $pause
  }

  # What holds is many lines, and what does not is what matters.
  $seen | Where-Object { $_ -notmatch '^holds ' }
  if ($status -eq 0) { Write-Output 'The deployed service does what connectors and the RFCs want.' }
  else { Write-ErrorLine (Get-Content -Raw $errors) }
}
catch {
  $status = 1
  Write-ErrorLine $_.Exception.Message
}
finally {
  if ($account -ne '') {
    Invoke-Scim account delete $account --yes 2> $errors | Out-Null
    $said = "$(Get-Content -Raw $errors)"
    if ($LASTEXITCODE -ne 0 -and -not $said.Contains("There is no account '$account'")) {
      Write-ErrorLine $said
      Write-ErrorLine "The account '$account', by which the service was verified, may still be there. Run:"
      Write-ErrorLine "  $deletion"
    }
  }
  Remove-Item $errors -ErrorAction SilentlyContinue
  if ($status -ne 0) {
    Write-ErrorLine ('The deployed service is not verified; nothing else is held up. ' +
      'Mend the cause, then run: azd hooks run postdeploy')
  }
  exit $status
}

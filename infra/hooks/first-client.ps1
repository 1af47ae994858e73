# Makes the first account and its first client after `azd provision`, and prints the client's secret, once. It may be run again.
# From azd's environment: TABLE_ENDPOINT, SCIM_BASE_URL, PRIVATE_NETWORK, and as you like SCIM_ACCOUNT (first), SCIM_LICENCES (unlimited).
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$endpoint = $env:TABLE_ENDPOINT
if (-not $endpoint) { [Console]::Error.WriteLine('TABLE_ENDPOINT is set by azd provision.'); exit 1 }
$account = if ($env:SCIM_ACCOUNT) { $env:SCIM_ACCOUNT } else { 'first' }
$licences = if ($env:SCIM_LICENCES) { $env:SCIM_LICENCES } else { 'unlimited' }
$baseUrl = if ($env:SCIM_BASE_URL) { $env:SCIM_BASE_URL } else { 'https://HOST' }
$secondsBetweenTries = if ($env:SCIM_HOOK_PAUSE) { [int]$env:SCIM_HOOK_PAUSE } else { 10 }
$triesLeft = 30

function Invoke-Cli {
    if ($env:SCIM_CLI) {
        $command, $first = $env:SCIM_CLI -split ' '
        & $command @first @args --endpoint $endpoint
    }
    else { & dotnet run --project (Join-Path $root 'src/Scim.Cli') -- @args --endpoint $endpoint }
}

if ($env:PRIVATE_NETWORK -eq 'true') {
    Write-Output "The storage is in the private network. Inside it, run: SCIM_ACCOUNT=$account SCIM_LICENCES=$licences TABLE_ENDPOINT=$endpoint SCIM_BASE_URL=$($env:SCIM_BASE_URL) infra/hooks/first-client.sh"
    exit 0
}

# A role that was just assigned takes effect within some minutes; until then storage refuses.
while ($true) {
    $answer = (Invoke-Cli account list --json 2>&1 | Out-String).Trim()
    if ($LASTEXITCODE -eq 0) { break }
    if ($answer -notmatch 'refuses access|does not answer') { [Console]::Error.WriteLine($answer); exit 1 }
    $triesLeft--
    if ($triesLeft -eq 0) {
        [Console]::Error.WriteLine($answer)
        [Console]::Error.WriteLine('Storage did not let you in within 5 minutes. Wait a little and run again: azd hooks run postprovision')
        exit 1
    }
    Write-Output 'Waiting until your role on the storage takes effect ...'
    Start-Sleep -Seconds $secondsBetweenTries
}

Invoke-Cli account show $account *> $null
if ($LASTEXITCODE -ne 0) {
    Invoke-Cli account create $account --licences $licences
    if ($LASTEXITCODE -ne 0) { exit 1 }
}
$clients = (Invoke-Cli client list --account $account --json | Out-String).Trim()
if ($LASTEXITCODE -ne 0) { exit 1 }
if ($clients -ne '[]') {
    Write-Output "The account '$account' has a client already; nothing was changed. For a new secret: scim client rotate-secret CLIENT"
    exit 0
}
Write-Output "The first client of the account '$account'. Keep its secret, which is shown this once:"
Invoke-Cli client create --account $account
if ($LASTEXITCODE -ne 0) { exit 1 }
Write-Output "A token for the identity provider: curl -u CLIENT:SECRET -d 'grant_type=client_credentials&token_type=opaque&scope=scim' $baseUrl/oauth/token"
Write-Output "The tenant URL for the identity provider: $baseUrl/scim/v2"

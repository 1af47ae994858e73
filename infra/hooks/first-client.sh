#!/bin/sh
# Creates the first account and its first client after azd provision, and prints the client's secret once. Safe to run again.
#   AZURE_TENANT_ID, SCIM_TABLE_ENDPOINT, SCIM_TABLE_PREFIX, SCIM_PRIVATE_NETWORK, SCIM_BASE_URL, SCIM_TOKEN_URL   what main.bicep gives
#   SCIM_ACCOUNT   the account's name (default: main)
#   SCIM_LICENCES  its licences, or unlimited (default: unlimited)
#   SCIM_CLIENT_FOR  the connector of its first client: entra, okta or onelogin (default: none in particular)
#   CI, TF_BUILD   if one is set, its output is kept by a pipeline: no secret is printed, but the command that does
#   AZURE_TOKEN_CREDENTIALS   how it signs in (default: as azd does)
#   SCIM_WAIT_SECONDS, SCIM_PAUSE_SECONDS   how long to wait for the role assignment (default: 300), and between two tries (10)
set -eu

error=$(mktemp)
finish() {
  status=$?
  rm -f "$error"
  if [ "$status" -ne 0 ]; then
    echo "The first account and client are not complete; nothing else is held up. Mend the cause, then run: azd hooks run postprovision" >&2
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

cd "$(dirname "$0")/../.."
. infra/hooks/shared/settings.sh

account=${SCIM_ACCOUNT:-main}
licences=${SCIM_LICENCES:-unlimited}
wait=$(seconds SCIM_WAIT_SECONDS 300)
pause=$(seconds SCIM_PAUSE_SECONDS 10)
prefix=${SCIM_TABLE_PREFIX:-Scim}
: "${SCIM_TABLE_ENDPOINT:?is not set: run azd provision first}"
for=${SCIM_CLIENT_FOR:-}
case $for in
  '') set -- ;;
  entra | okta | onelogin) set -- --for "$for" ;;
  *)
    echo "SCIM_CLIENT_FOR takes entra, okta or onelogin." >&2
    exit 1
    ;;
esac
if [ -n "$for" ] && [ -n "${SCIM_BASE_URL:-}" ]; then set -- "$@" --base-url "$SCIM_BASE_URL"; fi
export AZURE_TOKEN_CREDENTIALS="${AZURE_TOKEN_CREDENTIALS:-AzureDeveloperCliCredential}"

scim() {
  dotnet run --project src/Scim.Cli -- "$@" --endpoint "$SCIM_TABLE_ENDPOINT" --table-prefix "$prefix"
}

# The command that makes the client, with the options that are given.
say_creation() {
  options=${*:+"$* "}--endpoint
  echo "  dotnet run --project src/Scim.Cli -- client create --account $account $options $SCIM_TABLE_ENDPOINT --table-prefix $prefix"
}

if is_true SCIM_PRIVATE_NETWORK false; then
  echo "The tables are reached from inside the virtual network only. Run there, signed in with 'azd auth login':"
  echo "  dotnet run --project src/Scim.Cli -- account create $account --licences $licences" \
    "--endpoint $SCIM_TABLE_ENDPOINT --table-prefix $prefix"
  say_creation "$@"
  exit 0
fi

# A new role assignment takes minutes to be known everywhere.
start=$(date +%s)
until accounts=$(scim account list --json 2>"$error"); do
  if ! grep -q 'refuses access (Authorization' "$error"; then
    cat "$error" >&2
    exit 1
  fi
  if [ $(($(date +%s) - start)) -ge "$wait" ]; then
    cat "$error" >&2
    echo "It still does after $wait seconds. Check the role." >&2
    exit 1
  fi
  echo "Waiting for the role assignment to take effect ..."
  sleep "$pause"
done

case $accounts in
  *"\"account\":\"$account\""*) echo "The account '$account' exists." ;;
  *)
    scim account create "$account" --licences "$licences" >/dev/null
    echo "Created the account '$account'."
    ;;
esac

clients=$(scim client list --account "$account" --json)
case $clients in
  *'"client":'*)
    echo "The account has a client already; a secret is shown only once. For a new one: scim client rotate-secret CLIENT"
    ;;
  *)
    if [ -n "${CI:-}${TF_BUILD:-}" ]; then
      echo "No client is made in a pipeline, whose log would keep the secret. Run, signed in with 'azd auth login':"
      say_creation "$@"
    else
      echo "Its first client. Keep the secret now: it is not shown again."
      scim client create --account "$account" "$@"
    fi
    ;;
esac

echo "Tenant URL: ${SCIM_BASE_URL:-}"
echo "Token URL: ${SCIM_TOKEN_URL:-}"

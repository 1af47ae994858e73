#!/bin/sh
# Makes the first account and its first client after `azd provision`, and prints the client's secret, once. It may be run again.
# From azd's environment: TABLE_ENDPOINT, SCIM_BASE_URL, PRIVATE_NETWORK, and as you like SCIM_ACCOUNT (first), SCIM_LICENCES (unlimited).
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
endpoint=${TABLE_ENDPOINT:?is set by azd provision}
account=${SCIM_ACCOUNT:-first}
licences=${SCIM_LICENCES:-unlimited}
seconds_between_tries=${SCIM_HOOK_PAUSE:-10}
tries_left=30

cli() {
  if [ -n "${SCIM_CLI:-}" ]; then $SCIM_CLI "$@" --endpoint "$endpoint"
  else dotnet run --project "$root/src/Scim.Cli" -- "$@" --endpoint "$endpoint"
  fi
}

if [ "${PRIVATE_NETWORK:-false}" = true ]; then
  echo "The storage is in the private network. Inside it, run: SCIM_ACCOUNT=$account SCIM_LICENCES=$licences TABLE_ENDPOINT=$endpoint SCIM_BASE_URL=${SCIM_BASE_URL:-} infra/hooks/first-client.sh"
  exit 0
fi

# A role that was just assigned takes effect within some minutes; until then storage refuses.
until answer=$(cli account list --json 2>&1); do
  case $answer in
    *"refuses access"* | *"does not answer"*) ;;
    *) echo "$answer" >&2; exit 1 ;;
  esac
  tries_left=$((tries_left - 1))
  if [ "$tries_left" -eq 0 ]; then
    echo "$answer" >&2
    echo "Storage did not let you in within 5 minutes. Wait a little and run again: azd hooks run postprovision" >&2
    exit 1
  fi
  echo "Waiting until your role on the storage takes effect ..."
  sleep "$seconds_between_tries"
done

if ! cli account show "$account" >/dev/null 2>&1; then
  cli account create "$account" --licences "$licences"
fi
clients=$(cli client list --account "$account" --json)
if [ "$clients" != "[]" ]; then
  echo "The account '$account' has a client already; nothing was changed. For a new secret: scim client rotate-secret CLIENT"
  exit 0
fi
echo "The first client of the account '$account'. Keep its secret, which is shown this once:"
cli client create --account "$account"
echo "A token for the identity provider: curl -u CLIENT:SECRET -d 'grant_type=client_credentials&token_type=opaque&scope=scim' ${SCIM_BASE_URL:-https://HOST}/oauth/token"
echo "The tenant URL for the identity provider: ${SCIM_BASE_URL:-https://HOST}/scim/v2"

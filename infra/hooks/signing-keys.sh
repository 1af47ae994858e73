#!/bin/sh
# Makes the keys that sign events after azd provision, and stores them in the key vault if none are there. Prints no key. Safe to run again.
#   AZURE_SUBSCRIPTION_ID, AZURE_RESOURCE_GROUP, SCIM_APP_NAME, SCIM_KEY_VAULT_NAME   what azd and main.bicep give
#   SCIM_WAIT_SECONDS, SCIM_PAUSE_SECONDS   how long to wait for the role assignment (default: 300), and between two tries (10)
set -eu
umask 077

folder=$(mktemp -d)
error=$folder/error
finish() {
  status=$?
  rm -rf "$folder"
  if [ "$status" -ne 0 ]; then
    echo "The keys that sign events are not in place; nothing else is held up. Mend the cause, then run: azd hooks run postprovision" >&2
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

cd "$(dirname "$0")/../.."
. infra/hooks/shared/settings.sh

wait=$(seconds SCIM_WAIT_SECONDS 300)
pause=$(seconds SCIM_PAUSE_SECONDS 10)
name=events-signing-keys
: "${SCIM_KEY_VAULT_NAME:?is not set: run azd provision first}"
: "${AZURE_SUBSCRIPTION_ID:?is not set: run azd provision first}"
: "${AZURE_RESOURCE_GROUP:?is not set: run azd provision first}"
: "${SCIM_APP_NAME:?is not set: run azd provision first}"
command -v az >/dev/null || {
  echo "The keys are stored by the Azure CLI, which is not installed. Install it, and sign in with 'az login'." >&2
  exit 1
}

secret() {
  verb=$1
  shift
  az keyvault secret "$verb" --subscription "$AZURE_SUBSCRIPTION_ID" --vault-name "$SCIM_KEY_VAULT_NAME" --name "$name" "$@"
}

late() {
  [ $(($(date +%s) - start)) -ge "$wait" ]
}

add_key() {
  dotnet run --project src/Scim.Cli -- stream keys add "$@" --json >/dev/null
}

# A new role assignment takes minutes to be known everywhere.
start=$(date +%s)
while :; do
  if secret show --query id --output tsv >/dev/null 2>"$error"; then
    echo "The key vault has keys that sign events. For new ones: Signing keys, in docs/operations.md"
    exit 0
  fi
  if grep -q SecretNotFound "$error"; then break; fi
  if grep -q -e ForbiddenByConnection -e ForbiddenByFirewall "$error"; then
    echo "The key vault is reached from inside the virtual network only. Run there, signed in with 'az login':"
    echo "  AZURE_SUBSCRIPTION_ID=$AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP=$AZURE_RESOURCE_GROUP \\"
    echo "    SCIM_APP_NAME=$SCIM_APP_NAME SCIM_KEY_VAULT_NAME=$SCIM_KEY_VAULT_NAME infra/hooks/signing-keys.sh"
    exit 0
  fi
  if ! grep -q ForbiddenByRbac "$error"; then
    cat "$error" >&2
    exit 1
  fi
  if late; then
    cat "$error" >&2
    echo "It still does after $wait seconds. Check the role." >&2
    exit 1
  fi
  echo "Waiting for the role assignment to take effect ..."
  sleep "$pause"
done

add_key --alg ES256 --out "$folder/es256"
add_key --alg RS256 --file "$folder/es256" --out "$folder/keys"
secret set --file "$folder/keys" --encoding utf-8 --output none
echo "Stored keys to sign events in the key vault, as the secret '$name'."

# The app was made before the secret. By itself the platform looks again within a day; the app's role may still have to take effect.
site=/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.Web/sites/$SCIM_APP_NAME
while :; do
  found=$(az rest --method post --url "$site/config/configreferences/appsettings/refresh?api-version=2022-03-01" \
    --query "value[?name=='Events__SigningKeys'].properties.status" --output tsv 2>"$error") || found=$(cat "$error")
  case $found in Resolved | '') exit 0 ;; esac
  if late; then break; fi
  echo "Waiting for the app to read the keys ..."
  sleep "$pause"
done
echo "$found" >&2
echo "The app has not read the keys yet. It tries again within a day, and whenever one of its settings is changed." >&2

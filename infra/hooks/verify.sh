#!/bin/sh
# Verifies the deployed service after azd deploy, by an account of its own that is deleted afterwards. Safe to run again.
#   AZURE_TENANT_ID, SCIM_TABLE_ENDPOINT, SCIM_TABLE_PREFIX, SCIM_PRIVATE_NETWORK, SCIM_BASE_URL, SCIM_TOKEN_URL   what main.bicep gives
#   SCIM_VERIFY    false: do not verify (default: true)
#   AZURE_TOKEN_CREDENTIALS   how it signs in (default: as azd does)
#   SCIM_WAIT_SECONDS, SCIM_PAUSE_SECONDS   how long to wait for the app to answer (default: 300), and between two tries (10)
set -eu

account=
folder=$(mktemp -d)

leave() {
  rm -rf "$folder"
  if [ "$status" -ne 0 ]; then
    echo "The deployed service is not verified; nothing else is held up. Mend the cause, then run: azd hooks run postdeploy" >&2
  fi
  exit "$status"
}

say_left() {
  echo "The account '$account', by which the service was verified, may still be there. Run:" >&2
  echo "  $deletion" >&2
}

# A signal during the deletion, which takes half a minute, ends the hook and not the deletion: whether that is done is not known then.
give_up() {
  status=$1
  say_left
  leave
}

finish() {
  status=$?
  trap - EXIT
  if [ -n "$account" ]; then
    trap 'give_up 129' HUP
    trap 'give_up 130' INT
    trap 'give_up 143' TERM
    scim account delete "$account" --yes >/dev/null 2>"$folder/error" &
    if ! wait $! && ! grep -q "There is no account '$account'" "$folder/error"; then
      cat "$folder/error" >&2
      say_left
    fi
  fi
  leave
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

cd "$(dirname "$0")/../.."
. infra/hooks/shared/settings.sh

if ! is_true SCIM_VERIFY true; then
  echo "The service is not verified: SCIM_VERIFY is false."
  exit 0
fi
wait=$(seconds SCIM_WAIT_SECONDS 300)
pause=$(seconds SCIM_PAUSE_SECONDS 10)
prefix=${SCIM_TABLE_PREFIX:-Scim}
: "${SCIM_TABLE_ENDPOINT:?is not set: run azd provision first}"
: "${SCIM_BASE_URL:?is not set: run azd provision first}"
: "${SCIM_TOKEN_URL:?is not set: run azd provision first}"
export AZURE_TOKEN_CREDENTIALS="${AZURE_TOKEN_CREDENTIALS:-AzureDeveloperCliCredential}"

scim() {
  dotnet run --project src/Scim.Cli -- "$@" --endpoint "$SCIM_TABLE_ENDPOINT" --table-prefix "$prefix"
}

if is_true SCIM_PRIVATE_NETWORK false; then
  echo "The tables are reached from inside the virtual network only. To verify the service, make a client of a test account there, and run:"
  echo "  dotnet run --project src/Scim.Cli -- verify --url $SCIM_BASE_URL --client-id CLIENT --client-secret-file -"
  exit 0
fi

# The name of a deleted account stays reserved, so that each run has one of its own. It is known before the account is: whatever ends the
# creation, the account may be there. And it is said first, since nothing can be said when the hook is killed.
digits=$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')
[ ${#digits} -eq 12 ] || exit 1
deletion="dotnet run --project src/Scim.Cli -- account delete verify-$digits --endpoint $SCIM_TABLE_ENDPOINT --table-prefix $prefix"
echo "Verifying by an account of its own, which is deleted at the end. If that does not come, run:"
echo "  $deletion"
account=verify-$digits
scim account create "$account" --licences 50 >/dev/null
made=$(scim client create --account "$account" --rate 20 --burst 20 --json)
client=$(printf %s "$made" | sed -n 's/.*"client":"\([^"]*\)".*/\1/p')
SCIM_CLIENT_SECRET=$(printf %s "$made" | sed -n 's/.*"secret":"\([^"]*\)".*/\1/p')
export SCIM_CLIENT_SECRET

# An app that was just deployed takes its time to answer. What else keeps the run from its end, wrong credentials for one, stays so.
is_starting() {
  [ "$status" -eq 2 ] && grep -q -E 'gives no answer|answers (404|5[0-9]{2})' "$folder/error"
}

start=$(date +%s)
while :; do
  status=0
  scim verify --url "$SCIM_BASE_URL" --token-url "$SCIM_TOKEN_URL" --client-id "$client" --rate 20 \
    >"$folder/seen" 2>"$folder/error" || status=$?
  if ! is_starting || [ $(($(date +%s) - start)) -ge "$wait" ]; then break; fi
  echo "Waiting for the app to answer ..."
  sleep "$pause"
done

# What holds is many lines, and what does not is what matters.
grep -v '^holds ' "$folder/seen" || true
if [ "$status" -ne 0 ]; then
  cat "$folder/error" >&2
  exit "$status"
fi
echo "The deployed service does what connectors and the RFCs want."

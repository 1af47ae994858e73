#!/usr/bin/env bash
# Starts the Functions app with the commands that README.md has under "As a Functions app", makes a first client with those that follow,
# and runs the conformance suite against it. Needs the .NET SDK, Node and jq.
set -euo pipefail
cd "$(dirname "$0")/.."

# The nth block of commands under the heading.
block() {
  awk -v n="$1" '
    /^##/ { here = /^### As a Functions app$/ }
    /^```$/ { inside = 0 }
    here && inside && i == n { print }
    here && /^```sh$/ { inside = 1; i++ }' README.md
}

log=$(mktemp)
set -m # The app gets a process group of its own, so that all of it can be ended.
bash -euo pipefail -c "$(block 1)" > "$log" 2>&1 &
app=$!
set +m
trap 'kill -- -$app 2>/dev/null || true; rm -f "$log"' EXIT

until curl -fsS -o /dev/null http://localhost:7071/health 2>/dev/null; do
  if ! kill -0 $app 2>/dev/null || [ $SECONDS -ge 600 ]; then
    echo "The Functions app did not start." >&2
    cat "$log" >&2
    exit 1
  fi
  sleep 2
done

eval "$(block 2)"

# The suite makes more users and sends more in a second than such a client may.
scim account create conformance --licences unlimited
client=$(scim client create --account conformance --rate 1000000 --burst 1000000 --json | jq -er .client)
SCIM_TOKEN=$(scim token issue "$client" --json | jq -er .token)
export SCIM_TOKEN SCIM_BASE_URL=http://localhost:7071/scim/v2

if ! dotnet test -c Release --project tests/Scim.Conformance.Tests; then
  cat "$log" >&2
  exit 1
fi

#!/usr/bin/env bash
# Runs the conformance suite against the Functions app on Core Tools, with the pinned Azurite. Needs the .NET SDK, Node, jq, and func.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

cp src/Scim.LocalHost/Azurite/{package.json,package-lock.json,.npmrc,run.js} "$work"
npm --prefix "$work" ci --omit=dev
tail -f /dev/null | node "$work/run.js" --modules "$work/node_modules" --port 10002 > "$work/azurite.log" &

dotnet publish src/Scim.Functions -c Release -o "$work/app"
cp local.settings.sample.json "$work/app/local.settings.json"
(cd "$work/app" && exec func start --no-build --port 7071) > "$work/func.log" 2>&1 &

up=
for _ in $(seq 60); do
  if curl -fsS -o /dev/null http://localhost:7071/health 2>/dev/null; then up=yes; break; fi
  sleep 2
done
if [ -z "$up" ]; then
  echo "The Functions app did not start." >&2
  cat "$work/azurite.log" "$work/func.log" >&2
  exit 1
fi

scim() { dotnet run -c Release --project src/Scim.Cli -- "$@" --connection UseDevelopmentStorage=true --json; }
scim account create conformance --licences unlimited
client=$(scim client create --account conformance --rate 1000000 --burst 1000000 | jq -er .client)
SCIM_TOKEN=$(scim token issue "$client" | jq -er .token)
export SCIM_TOKEN SCIM_BASE_URL=http://localhost:7071/scim/v2

if ! dotnet test -c Release --project tests/Scim.Conformance.Tests; then
  cat "$work/func.log" >&2
  exit 1
fi

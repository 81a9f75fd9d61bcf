#!/usr/bin/env bash
# Writes the comparison tables of tests/WorkspaceBackup.Velero.Tests anew. Needs Debian's golang-go and
# golang-github-robfig-cron-dev (robfig/cron 3.0.1), and the zone database in /usr/share/zoneinfo.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tests=$(cd "$here/../../WorkspaceBackup.Velero.Tests" && pwd)
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
export GO111MODULE=off GOPATH="${GOPATH:-/usr/share/gocode}" GOCACHE="$build/cache"

# Debian installs the library without the version in its path; a link gives it the one it is imported by.
mkdir -p "$build/src/github.com/robfig/cron" "$build/src/oracle"
ln -s "$GOPATH/src/github.com/robfig/cron" "$build/src/github.com/robfig/cron/v3"
cp "$here"/*.go "$build/src/oracle"
GOPATH="$build" go build -o "$build/oracle" oracle
"$build/oracle" cron | gzip -9n >"$tests/Schedules/Cron/robfig-cron-3.tsv.gz"
"$build/oracle" durations | gzip -9n >"$tests/Durations/go-durations.tsv.gz"
if [ -n "${ORACLE_BINARY:-}" ]; then cp "$build/oracle" "$ORACLE_BINARY"; fi

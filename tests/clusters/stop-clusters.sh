#!/usr/bin/env bash
# Stops what start-clusters.sh started in a folder, and removes the folder.
#
# Usage:   stop-clusters.sh [-k] FOLDER
#   -k   keep the folder, for its logs
set -uo pipefail

keep=
[ "${1:-}" != -k ] || { keep=1; shift; }
[ $# = 1 ] && [ -d "$1" ] || { sed -n '/^# Usage/s/^# //p' "$0" >&2; exit 2; }
folder=$(cd "$1" && pwd -P)

# A number in a file is somebody else's process when ours has ended and the number was given out again: every command
# line started here names the folder.
ours() {
  if [ -r "/proc/$1/cmdline" ]; then
    tr '\0' ' ' <"/proc/$1/cmdline" | grep -qF "$folder"
  else
    ps -o command= -p "$1" 2>/dev/null | grep -qF "$folder"
  fi
}

stop() { # pid files: asks, waits ten seconds, insists
  local file pid round pids=()
  for file in "$@"; do
    [ -f "$file" ] || continue
    pid=$(cat "$file")
    rm -f "$file"
    ours "$pid" && kill "$pid" 2>/dev/null && pids+=("$pid")
  done
  for pid in ${pids[@]+"${pids[@]}"}; do
    for ((round = 0; round < 200; round++)); do
      ours "$pid" || continue 2
      sleep 0.05
    done
    kill -9 "$pid" 2>/dev/null
  done
}

stop "$folder/watch.pid"
# API servers first: without their store they would linger, retrying.
stop "$folder"/*/apiserver.pid
stop "$folder/etcd.pid"
[ -n "$keep" ] || rm -rf "$folder"

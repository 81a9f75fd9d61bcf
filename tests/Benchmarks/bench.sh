#!/usr/bin/env bash
# Times the product beside the smallest Go provider, taking turns in one run, and prints medians and their ratio: a
# ratio means the same on a fast machine and on a slow one. The first row is one start alone, from the process to its
# first schema answer. The commands start the provider once (providers schema) or twice (validate) and read its whole
# schema, of which the Go provider has next to none; "terraform version" is the floor that neither can go under.
#
# Usage:   bench.sh [runs]       15 runs of each unless told
# Needs Debian's Go packages, which it installs once, as root (NO_APT=1 keeps it from that).
set -euo pipefail
cd "$(dirname "$0")"
runs=${1:-15}
root=$(cd ../.. && pwd)
work=$root/artifacts/bench
product=$root/bin/terraform-provider-workspace
[ -x "$product" ] || { echo "run make build first" >&2; exit 1; }

packages=(golang-go golang-github-hashicorp-go-plugin-dev golang-google-grpc-dev golang-google-protobuf-dev
  golang-github-golang-protobuf-1-5-dev protobuf-compiler protoc-gen-go protoc-gen-go-grpc)
missing=()
for p in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ] || [ -n "${NO_APT:-}" ]; then
    echo "install them, then run the command again:  sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
  echo "installing ${missing[*]}" >&2
  apt-get -q update >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}" >/dev/null
fi

go=$work/go-provider/terraform-provider-workspace
client=$work/go-client/go-client
stale() { [ ! -x "$2" ] || [ "$1" -nt "$2" ] || [ "$root/proto/tfplugin6.proto" -nt "$2" ]; }
if stale go-provider/main.go "$go" || stale go-client/main.go "$client"; then
  echo "building the Go provider and its client" >&2
  gosource=$work/gopath/src/bench
  rm -rf "$work/gopath"
  mkdir -p "$gosource"/{tfplugin6,go-provider,go-client}
  protoc -I "$root/proto" --go_out="$gosource/tfplugin6" --go-grpc_out="$gosource/tfplugin6" \
    --go_opt=paths=source_relative --go-grpc_opt=paths=source_relative \
    --go_opt=Mtfplugin6.proto=bench/tfplugin6 --go-grpc_opt=Mtfplugin6.proto=bench/tfplugin6 tfplugin6.proto
  for executable in "$go" "$client"; do
    name=$(basename "${executable%/*}")
    cp "$name/main.go" "$gosource/$name/"
    (cd "$gosource/$name" && GO111MODULE=off GOPATH="$work/gopath:/usr/share/gocode" GOFLAGS= CGO_ENABLED=0 \
      go build -trimpath -ldflags '-s -w' -o "$executable" .)
  done
fi

mkdir -p "$work/configuration"
cat >"$work/configuration/main.tf" <<'T'
terraform {
  required_providers {
    workspace = { source = "workspace-backup/workspace" }
  }
}

resource "workspace_backup_schedule" "daily" {
  prefix          = "daily"
  schedule        = "0 2 * * *"
  backup_location = "default"
}
T
for form in product go; do
  folder=${product%/*}
  [ "$form" = product ] || folder=${go%/*}
  cat >"$work/$form.tfrc" <<T
provider_installation {
  dev_overrides { "registry.terraform.io/workspace-backup/workspace" = "$folder" }
  direct {}
}
T
done

export CHECKPOINT_DISABLE=1
now() { local t=${EPOCHREALTIME/./}; echo "$t"; }
timed() { # file, then a command: appends its milliseconds
  local file=$1 start
  shift
  start=$(now)
  "$@" >/dev/null 2>&1 || { echo "failed: $*" >&2; exit 1; }
  echo "$(((($(now) - start) + 500) / 1000))" >>"$work/$file"
}
median() { sort -n "$work/$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# What is killed in the middle leaves its socket behind.
export TMPDIR=$work/tmp
rm -rf "$work"/*.ms "$TMPDIR"
mkdir "$TMPDIR"
trap 'rm -rf "$TMPDIR"' EXIT
cd "$work/configuration"
for _ in $(seq "$runs"); do
  timed floor.ms terraform version
  for form in product go; do
    executable=$product
    [ "$form" = product ] || executable=$go
    "$client" "$executable" >>"$work/$form-start.ms"
    export TF_CLI_CONFIG_FILE=$work/$form.tfrc
    timed "$form-schema.ms" terraform providers schema -json
    timed "$form-validate.ms" terraform validate
  done
done

floor=$(median floor.ms)
printf '%-30s %8s %8s %8s\n' "median of $runs, ms" product go ratio
for what in start schema validate; do
  case $what in
    start) name='start to first schema answer' ;;
    *) name="terraform $what" ;;
  esac
  awk -v w="$name" -v p="$(median "product-$what.ms")" -v g="$(median "go-$what.ms")" \
    'BEGIN { printf "%-30s %8.1f %8.1f %8.2f\n", w, p, g, p / g }'
done
printf '%-30s %8.1f %8.1f\n' "terraform version" "$floor" "$floor"
awk 'END { printf "\nschema answer: %d bytes, target %d: %s\n", $2, 30 * 1024, $2 <= 30 * 1024 ? "met" : "missed" }' \
  "$work/product-start.ms"

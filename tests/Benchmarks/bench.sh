#!/usr/bin/env bash
# Times the product beside the smallest Go provider, taking turns in one run, and prints medians and their ratio: a
# ratio means the same on a fast machine and on a slow one. Every command starts the provider once (providers schema) or
# twice (validate); "terraform version" is the floor that neither can go under.
#
# Usage:   bench.sh [runs]       15 runs of each unless told
# Needs Debian's Go packages, which it installs once, as root.
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
  [ "$(id -u)" = 0 ] || { echo "install first: apt-get install ${missing[*]}" >&2; exit 1; }
  echo "installing ${missing[*]}" >&2
  apt-get -q update >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}" >/dev/null
fi

go=$work/go-provider/terraform-provider-workspace
if [ ! -x "$go" ] || [ go-provider/main.go -nt "$go" ] || [ "$root/proto/tfplugin6.proto" -nt "$go" ]; then
  echo "building the Go provider" >&2
  gosource=$work/gopath/src/bench
  rm -rf "$work/gopath"
  mkdir -p "$gosource/tfplugin6" "${go%/*}"
  protoc -I "$root/proto" --go_out="$gosource/tfplugin6" --go-grpc_out="$gosource/tfplugin6" \
    --go_opt=paths=source_relative --go-grpc_opt=paths=source_relative \
    --go_opt=Mtfplugin6.proto=bench/tfplugin6 --go-grpc_opt=Mtfplugin6.proto=bench/tfplugin6 tfplugin6.proto
  cp go-provider/main.go "$gosource/"
  (cd "$gosource" && GO111MODULE=off GOPATH="$work/gopath:/usr/share/gocode" GOFLAGS= CGO_ENABLED=0 \
    go build -trimpath -ldflags '-s -w' -o "$go" .)
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

rm -f "$work"/*.ms
cd "$work/configuration"
for _ in $(seq "$runs"); do
  timed floor.ms terraform version
  for form in product go; do
    export TF_CLI_CONFIG_FILE=$work/$form.tfrc
    timed "$form-schema.ms" terraform providers schema -json
    timed "$form-validate.ms" terraform validate
  done
done

floor=$(median floor.ms)
printf '%-28s %8s %8s %8s %s\n' "median of $runs, ms" product go ratio "ratio above the floor of $floor ms"
for what in schema validate; do
  p=$(median "product-$what.ms") g=$(median "go-$what.ms")
  awk -v w="terraform $what" -v p="$p" -v g="$g" -v f="$floor" \
    'BEGIN { printf "%-28s %8d %8d %8.2f %.2f\n", w, p, g, p / g, (g > f ? (p - f) / (g - f) : 0) }'
done

#!/usr/bin/env bash
# Measures 100 schedules on 20 clusters: the bytes of state that an element takes, Terraform's own processor time for a
# plan beside that for a plan of as many terraform_data in a state that is as large, and the provider's peak memory. The
# provider runs by itself (--debug), so that its time is not in Terraform's. The clusters are the tests' stand-ins.
#
# Usage:   scale.sh [runs]       5 runs of each unless told
set -euo pipefail
cd "$(dirname "$0")"
runs=${1:-5}
root=$(cd ../.. && pwd)
product=${PROVIDER_BINARY:-$root/bin/terraform-provider-workspace}
sandbox=$root/tests/WorkspaceBackup.Sandbox/bin/Release/net10.0/WorkspaceBackup.Sandbox.dll
[ -x "$product" ] || { echo "run make build first" >&2; exit 1; }
[ -e "$sandbox" ] || { echo "build tests/WorkspaceBackup.Sandbox first" >&2; exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/scale.XXXXXX")
clusters= provider=
clean_up() {
  for process in $provider $clusters; do kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true; done
  rm -rf "$work"
}
trap clean_up EXIT

export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1
unset TF_DATA_DIR TF_WORKSPACE TF_CLI_ARGS TF_REATTACH_PROVIDERS
schedules=100
dotnet "$sandbox" --clusters 20 --kubeconfig "$work/kubeconfig" --watch $$ >"$work/clusters.log" &
clusters=$!
until_line() { # file pattern
  for _ in $(seq 600); do
    ! grep -q "$2" "$1" || return 0
    sleep 0.1
  done
  echo "no \"$2\" in a minute:" >&2
  cat "$1" >&2
  return 1
}
until_line "$work/clusters.log" '^ready'

mkdir "$work"/{usual,data}
cat >"$work/cli.tfrc" <<T
provider_installation {
  dev_overrides { "registry.terraform.io/workspace-backup/workspace" = "${product%/*}" }
  direct {}
}
T
export TF_CLI_CONFIG_FILE=$work/cli.tfrc
cat >"$work/usual/main.tf" <<T
terraform {
  required_providers {
    workspace = { source = "workspace-backup/workspace" }
  }
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]
  clusters = {
    for i in range(1, 21) : "c\${i}" => { config_path = "$work/kubeconfig", config_context = "c\${i}" }
  }
}

resource "workspace_backup_schedule" "usual" {
  count           = $schedules
  prefix          = "daily-\${count.index}"
  schedule        = "0 2 * * *"
  time_zone       = "Europe/Berlin"
  stagger         = "45m"
  backup_location = "default"
  expiry          = "30d"
  labels          = { team = "payments" }
}

resource "workspace_backup_schedule" "plainest" {
  prefix          = "plain"
  schedule        = "0 2 * * *"
  backup_location = "default"
}
T
cat >"$work/usual/outputs.tf" <<T
output "usual" {
  value = length(jsonencode(workspace_backup_schedule.usual[*].schedules)) / $schedules / 20
}

output "plainest" {
  value = length(jsonencode(workspace_backup_schedule.plainest.schedules)) / 20
}

# terraform_data holds its value twice, as input and as output.
output "values" {
  value = [for one in workspace_backup_schedule.usual : {
    for i, name in keys(one.schedules) : name => one.schedules[name] if i % 3 < 2
  }]
}
T
cat >"$work/data/main.tf" <<T
locals {
  values = jsondecode(file("\${path.module}/values.json"))
}

resource "terraform_data" "one" {
  count = $schedules
  input = tomap(local.values[count.index])
}
T

start() { # a provider of its own, for which Terraform is not the parent
  "$product" --debug >"$work/provider.log" 2>&1 &
  provider=$!
  until_line "$work/provider.log" 'TF_REATTACH_PROVIDERS='
  TF_REATTACH_PROVIDERS=$(sed -n "s/.*TF_REATTACH_PROVIDERS='\(.*\)'.*/\1/p" "$work/provider.log")
  export TF_REATTACH_PROVIDERS
}
stop() {
  kill "$provider" && wait "$provider" || true
  provider=
  unset TF_REATTACH_PROVIDERS
}
quietly() { # what it prints matters only when it fails
  "$@" >"$work/last.log" 2>&1 || { cat "$work/last.log" >&2; return 1; }
}
processor_time() { # folder file: appends Terraform's seconds, of the user and of the system
  local TIMEFORMAT='%U %S'
  { time quietly terraform -chdir="$work/$1" plan -input=false -no-color -detailed-exitcode; } 2>>"$work/$2"
}
median() { awk '{ print $1 + $2 }' "$work/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

start
quietly terraform -chdir="$work/usual" apply -input=false -no-color -auto-approve -parallelism=20
terraform -chdir="$work/usual" output -json values >"$work/data/values.json"
usual=$(terraform -chdir="$work/usual" output -raw usual)
plainest=$(terraform -chdir="$work/usual" output -raw plainest)
rm "$work/usual/outputs.tf"
quietly terraform -chdir="$work/usual" apply -input=false -no-color -auto-approve
stop
quietly terraform -chdir="$work/data" init -input=false
quietly terraform -chdir="$work/data" apply -input=false -no-color -auto-approve

for _ in $(seq "$runs"); do
  start
  processor_time usual usual.s
  awk '/^VmHWM/ { printf "%.1f 0\n", $2 * 1024 / 1000000 }' "/proc/$provider/status" >>"$work/memory.mb"
  stop
  processor_time data data.s
done

row() { printf '%-56s %10s %15s %7s  %s\n' "$@"; }
judge() { awk -v value="$1" -v target="$2" 'BEGIN { print value <= target ? "met" : "missed" }'; }
size() { stat -c %s "$work/$1/terraform.tfstate" 2>/dev/null || stat -f %z "$work/$1/terraform.tfstate"; }
ratio=$(awk -v a="$(median usual.s)" -v b="$(median data.s)" 'BEGIN { printf "%.2f", a / b }')
memory=$(median memory.mb)
row "$schedules schedules x 20 clusters, median of $runs" workspace terraform_data target ''
row 'state, bytes per element: usual' "${usual%.*}" '' 600 "$(judge "$usual" 600)"
row 'state, bytes per element: plainest' "${plainest%.*}" '' 600 "$(judge "$plainest" 600)"
row 'state file, bytes' "$(size usual)" "$(size data)" '' ''
row "terraform plan: Terraform's processor time, s" "$(median usual.s)" "$(median data.s)" '' ''
row '  ratio' "$ratio" '' 1.5 "$(judge "$ratio" 1.5)"
row "terraform plan: the provider's peak memory, MB" "$memory" '' 80 "$(judge "$memory" 80)"

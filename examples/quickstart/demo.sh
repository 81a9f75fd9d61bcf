#!/usr/bin/env bash
# Shows the provider at work: starts clusters on this machine, applies the configuration beside this script, breaks one
# of the Schedules, lets Terraform find and repair that, and cleans up, on Ctrl-C too. `make demo` runs it.
#
# CLUSTERS=sandbox  the tests' stand-in for clusters with Velero, which starts at once; the default
# CLUSTERS=kube     real API servers
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
provider=${PROVIDER_BINARY:-$root/bin/terraform-provider-workspace}
velero=$root/tests/VeleroServer/bin/Release/net10.0/velero-server.dll
sandbox=$root/tests/WorkspaceBackup.Sandbox/bin/Release/net10.0/WorkspaceBackup.Sandbox.dll

work=$(mktemp -d "${TMPDIR:-/tmp}/demo.XXXXXX")
clusters=$work/clusters
server=
clean_up() {
  trap '' INT TERM
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  [ ! -e "$clusters/etcd" ] || "$root/tests/clusters/stop-clusters.sh" "$clusters"
  rm -rf "$work"
}
trap clean_up EXIT
trap 'echo; echo "interrupted, cleaning up"; exit 130' INT TERM

unset TF_DATA_DIR TF_PLUGIN_CACHE_DIR TF_WORKSPACE TF_CLI_ARGS
bold='' cyan='' plain=''
if [ -t 1 ]; then
  bold=$'\033[1m' cyan=$'\033[36m' plain=$'\033[0m'
else
  export TF_CLI_ARGS=-no-color
fi
say() { printf '\n%s# %s%s\n' "$bold" "$*" "$plain"; }
show() { printf '%s$ %s%s\n' "$cyan" "$*" "$plain"; "$@"; }
terraform() { command terraform -chdir="$work/$folder" "$@"; }
folder=configuration

api() { # cluster path [curl options]: one request to a cluster
  local folder=$clusters/$1 path=$2
  shift 2
  curl -sS --fail-with-body --cacert "$folder/ca.crt" \
    -H @<(printf 'Authorization: Bearer %s' "$(cat "$folder/admin.token")") "$@" "$(cat "$folder/url")$path"
}

back_up() { # cluster schedule time: what Velero does when the schedule is due
  local backup name=$2-$3 path=/apis/velero.io/v1/namespaces/velero/backups
  backup="{\"apiVersion\": \"velero.io/v1\", \"kind\": \"Backup\", \"metadata\": {\"name\": \"$name\",
    \"labels\": {\"velero.io/schedule-name\": \"$2\"}}, \"spec\": {\"storageLocation\": \"default\",
    \"includedNamespaces\": [\"payments-api\", \"payments-db\"]}}"
  echo "backup $name on cluster $1"
  api "$1" "$path" -o /dev/null -H 'Content-Type: application/json' --data "$backup"
  for _ in {1..300}; do
    ! api "$1" "$path/$name" | grep -Eq '"phase": ?"Completed"' || return 0
    sleep 0.1
  done
  echo "backup $name did not end" >&2
  return 1
}

list_schedules() {
  local cluster
  for cluster in c1 c2 c3; do
    if command -v kubectl >/dev/null; then
      KUBECONFIG=$clusters/kubeconfig show kubectl --context "$cluster" --namespace velero get schedules
    else
      echo "Schedules on cluster $cluster"
      api "$cluster" /apis/velero.io/v1/namespaces/velero/schedules |
        grep -oE '"(name|schedule|phase)": ?"[^"]*"' | sed -E 's/"(.*)": ?"(.*)"/  \1: \2/'
    fi
  done
}

show_protection() {
  local now
  now=$(date -u +%Y%m%d%H%M%S)
  say "Two of the clusters get a backup"
  back_up c1 daily-eu "$now"
  back_up c2 daily-us "$now"

  say "Is every cluster protected? examples/protection-dashboard tells"
  folder=dashboard
  terraform init >/dev/null
  terraform apply -auto-approve >/dev/null
  show terraform output -raw protection
  echo
  folder=configuration
}

start_kube() {
  say "Three Kubernetes clusters on this machine"
  "$root/tests/clusters/start-clusters.sh" -n 3 -d "$clusters" >/dev/null
  # In the place of Velero's own server.
  dotnet "$velero" "$clusters/kubeconfig" c1 c2 c3 &
  server=$!
}

start_sandbox() {
  say "A sandbox: three stand-in clusters in one process"
  dotnet "$sandbox" --clusters 3 --folder "$clusters" --watch $$ >"$work/sandbox.log" &
  server=$!
  until grep -qs '^ready' "$work/sandbox.log"; do
    kill -0 "$server" || exit 1
    sleep 0.1
  done
}

case ${CLUSTERS:-sandbox} in
  kube) start_kube ;;
  sandbox) start_sandbox ;;
  *) echo "CLUSTERS=$CLUSTERS: kube or sandbox" >&2; exit 2 ;;
esac
for cluster in c1 c2 c3; do
  for namespace in payments-api payments-db; do
    api "$cluster" /api/v1/namespaces -o /dev/null -H 'Content-Type: application/json' \
      --data "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"$namespace\"}}"
  done
done

# The provider comes from a mirror of its own, so that the machine's Terraform configuration plays no part.
version=$(sed -n 's,.*<Version>\(.*\)</Version>.*,\1,p' "$root/Directory.Build.props")
platform=$(command terraform version 2>/dev/null | sed -n 's/^on //p')
mirror=$work/mirror/registry.terraform.io/workspace-backup/workspace/$version/$platform
mkdir -p "$mirror" "$work/configuration"
cp "$provider" "$mirror/terraform-provider-workspace_v$version"
cp "$here"/*.tf "$work/configuration"
cp -R "$here/../protection-dashboard" "$work/dashboard"
cat >"$work/cli.tfrc" <<CONFIGURATION
disable_checkpoint = true
provider_installation {
  filesystem_mirror { path = "$work/mirror" }
}
CONFIGURATION
export TF_CLI_CONFIG_FILE=$work/cli.tfrc TF_INPUT=0 TF_IN_AUTOMATION=1
export TF_VAR_kubeconfig=$clusters/kubeconfig TF_VAR_contexts='{ eu = "c1", us = "c2", asia = "c3" }'

say "examples/quickstart/main.tf, planned and applied"
show terraform init
show terraform plan -out=saved.plan
show terraform apply saved.plan

say "The Schedules that the apply created"
list_schedules

say "A second plan has nothing to do"
show terraform plan -detailed-exitcode

say "Somebody moves the backup of one cluster and forgets about it"
echo 'merge patch of Schedule daily-us: {"spec": {"schedule": "0 14 * * *"}}'
api c2 '/apis/velero.io/v1/namespaces/velero/schedules/daily-us?fieldManager=kubectl-edit' -o /dev/null \
  -X PATCH -H 'Content-Type: application/merge-patch+json' --data '{"spec": {"schedule": "0 14 * * *"}}'

say "Terraform finds it, and repairs it"
show terraform plan -out=saved.plan
show terraform apply saved.plan
list_schedules

# What stands in for Velero beside real API servers takes schedules, and makes no backups.
[ "${CLUSTERS:-sandbox}" = kube ] || show_protection

say "Destroy"
show terraform destroy -auto-approve | grep -E '^\W*[$]|Destr' # without the long list of what goes
echo
echo "Done. The clusters are stopped now; nothing is left behind."

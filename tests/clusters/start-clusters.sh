#!/usr/bin/env bash
# Starts separate Kubernetes clusters on this machine: real API servers with storage and access control, and nothing
# that would run a pod. Each has its own CA, users and free ports on the loopback interface, Velero's definitions, the
# namespace "velero" and an available backup location "default".
#
# Usage:   start-clusters.sh [-n N] [-b N] [-d FOLDER] [-v VERSION] [-w PID]
#   -n N        how many, c1 to cN; 1 unless told
#   -b N        how many more without Velero, b1 to bN; none unless told
#   -d FOLDER   where everything goes, empty or not there yet; a new one below $TMPDIR unless told
#   -v VERSION  whose definitions of Velero: a folder of crds/, v1.18 unless told; $VELERO_CRDS_DIR, a folder of *.yaml,
#               wins over it
#   -w PID      stop them when this process is gone
# Stop:    stop-clusters.sh FOLDER
#
# Prints FOLDER. In it:
#   kubeconfig           contexts c1 to cN and b1 to bN (administrator), cN-operator (may what examples/rbac/apply.yaml
#                        allows), cN-reader (examples/rbac/plan.yaml), cN-nobody (nothing)
#   cN/url, cN/ca.crt    the address and the CA that signed its certificate
#   cN/{admin,operator,reader,nobody}.token, cN/admin.{crt,key}
#   cN/audit.log         one JSON line per request
#   cN/apiserver.log, etcd.log
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)

count=1 bare=0 folder='' version=v1.18 watched=''
while getopts n:b:d:v:w: option; do
  case $option in
    n) count=$OPTARG ;;
    b) bare=$OPTARG ;;
    d) folder=$OPTARG ;;
    v) version=$OPTARG ;;
    w) watched=$OPTARG ;;
    *) sed -n '/^# Usage/,/^# Stop/s/^# //p' "$0" >&2; exit 2 ;;
  esac
done
crds=${VELERO_CRDS_DIR:-$here/crds/$version}
compgen -G "$crds/*.yaml" >/dev/null || { echo "no definitions (*.yaml) in $crds" >&2; exit 1; }
assets=$("$here/provide-apiserver.sh")

[ -n "$folder" ] || folder=$(mktemp -d "${TMPDIR:-/tmp}/clusters.XXXXXX")
mkdir -p "$folder"
folder=$(cd "$folder" && pwd -P)
# Stopping removes the folder.
[ -z "$(ls -A "$folder")" ] || { echo "$folder is not empty" >&2; exit 1; }
trap '[ $? = 0 ] || "$here/stop-clusters.sh" "$folder"' EXIT
trap 'exit 130' INT TERM

say() { printf '%3d s  %s\n' "$SECONDS" "$*" >&2; }

# A free port. Below 32768, where Linux begins to hand out ports to clients.
declare -A given=()
port() {
  while :; do
    REPLY=$((20000 + RANDOM % 12000))
    [ -z "${given[$REPLY]:-}" ] || continue
    given[$REPLY]=1
    (exec 3<>"/dev/tcp/127.0.0.1/$REPLY") 2>/dev/null || return 0
  done
}

# Out of the caller's process group, so that Ctrl-C there leaves the stopping to stop-clusters.sh; the inherited
# descriptors would keep a pipeline that this script is part of from ending.
launch() { # pid file, log file, command
  local pid=$1 log=$2
  shift 2
  set -m
  "$@" >"$log" 2>&1 </dev/null 9>&- &
  set +m
  echo $! >"$pid"
}

start_etcd() {
  local client peer
  port; client=http://127.0.0.1:$REPLY
  port; peer=http://127.0.0.1:$REPLY
  launch "$folder/etcd.pid" "$folder/etcd.log" "$assets/etcd" --name store --data-dir "$folder/etcd" \
    --logger zap --log-level warn --unsafe-no-fsync \
    --listen-client-urls "$client" --advertise-client-urls "$client" \
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "store=$peer"
  etcd=$client
}

issue() { # name subject extension: a key, and a certificate of the CA in the current folder
  openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
  openssl req -new -key "$1.key" -subj "$2" |
    openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile <(echo "$3") -out "$1.crt" \
      2>/dev/null
}

credentials() { # cluster: certificates, tokens, and the files the API server reads them from
  local name=$1 user number=0
  mkdir -p "$folder/$name"
  cd "$folder/$name"
  openssl ecparam -name prime256v1 -genkey -noout -out ca.key
  openssl req -x509 -new -key ca.key -subj "/CN=$name CA" -days 3650 -out ca.crt
  issue server /CN=kube-apiserver "subjectAltName=IP:127.0.0.1,DNS:localhost"
  issue admin /O=system:masters/CN=admin extendedKeyUsage=clientAuth
  openssl ecparam -name prime256v1 -genkey -noout -out accounts.key
  for user in admin operator reader nobody; do
    printf '%s' "$name-$user-$(openssl rand -hex 8)" >"$user.token"
    number=$((number + 1))
    printf '%s,%s,%d' "$(cat "$user.token")" "$user" "$number"
    case $user in
      admin) printf ',"system:masters"' ;;
      operator) printf ',"workspace-backup-apply"' ;;
      reader) printf ',"workspace-backup-plan"' ;;
    esac
    printf '\n'
  done >users.csv
  cat >audit-policy.yaml <<'AUDIT'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived, ResponseStarted]
rules:
  - {level: None, users: ["system:apiserver"]}
  - {level: None, nonResourceURLs: ["/healthz*", "/livez*", "/readyz*"]}
  - {level: Metadata}
AUDIT
  cd - >/dev/null
}

# --advertise-address and --endpoint-reconciler-type: without them the server looks for a network interface that is not
# the loopback, and complains for ever that it announces a loopback address. The service account flags are required.
start_apiserver() { # cluster
  local name=$1 d=$folder/$1 url
  port
  url=https://127.0.0.1:$REPLY
  printf '%s' "$url" >"$d/url"
  launch "$d/apiserver.pid" "$d/apiserver.log" "$assets/kube-apiserver" \
    --etcd-servers="$etcd" --etcd-prefix="/$name" --bind-address=127.0.0.1 --secure-port="$REPLY" \
    --advertise-address=127.0.0.1 --endpoint-reconciler-type=none --service-cluster-ip-range=10.0.0.0/24 \
    --cert-dir="$d" --tls-cert-file="$d/server.crt" --tls-private-key-file="$d/server.key" \
    --client-ca-file="$d/ca.crt" --token-auth-file="$d/users.csv" --authorization-mode=RBAC \
    --service-account-issuer="$url" --api-audiences="$url" \
    --service-account-key-file="$d/accounts.key" --service-account-signing-key-file="$d/accounts.key" \
    --audit-policy-file="$d/audit-policy.yaml" --audit-log-path="$d/audit.log"
}

# The token goes through a descriptor: an argument would be readable for every user of the machine.
request() { # cluster path [curl options]
  local d=$folder/$1 path=$2
  shift 2
  curl -sS --max-time 30 --cacert "$d/ca.crt" -H @<(printf 'Authorization: Bearer %s' "$(cat "$d/admin.token")") "$@" \
    "$(cat "$d/url")$path"
}

post() { # cluster path: the YAML on standard input
  local answer
  answer=$(request "$1" "$2" --fail-with-body -H 'Content-Type: application/yaml' --data-binary @-) ||
    { echo "$1: POST $2: $answer" >&2; return 1; }
}

until_true() { # what, command: waits for it
  local what=$1 deadline=$((SECONDS + 120))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || { echo "timed out: $what" >&2; return 1; }
    sleep 0.05
  done
}

answers() { request "$1" "$2" --fail -o /dev/null 2>/dev/null; }

ready() { # cluster: 0 when it is, 1 when not yet; ends the script when it never will be
  local d=$folder/$1
  if ! kill -0 "$(cat "$d/apiserver.pid")" 2>/dev/null; then
    grep -q 'address already in use' "$d/apiserver.log" || { tail -n 5 "$d/apiserver.log" >&2; exit 1; }
    # Somebody took the port between the choice and the start.
    start_apiserver "$1"
  fi
  answers "$1" /readyz && answers "$1" /api/v1/namespaces/kube-system
}

# Posts every document of the manifests that users are told to apply.
install_roles() { # cluster
  local file rest document path
  for file in "$here"/../../examples/rbac/*.yaml; do
    rest=$(cat "$file")$'\n---\n'
    while [ -n "$rest" ]; do
      document=${rest%%$'\n---\n'*}
      rest=${rest#*$'\n---\n'}
      path=/apis/rbac.authorization.k8s.io/v1
      case $document in
        *$'\nkind: ClusterRole\n'*) path+=/clusterroles ;;
        *$'\nkind: ClusterRoleBinding\n'*) path+=/clusterrolebindings ;;
        *$'\nkind: Role\n'*) path+=/namespaces/velero/roles ;;
        *$'\nkind: RoleBinding\n'*) path+=/namespaces/velero/rolebindings ;;
        *) echo "$file: a document of another kind" >&2; return 1 ;;
      esac
      post "$1" "$path" <<<"$document"
    done
  done
}

install_velero() { # cluster
  local name=$1 file plural
  for file in "$crds"/*.yaml "$here"/crds/snapshot.storage/*.yaml; do
    post "$name" /apis/apiextensions.k8s.io/v1/customresourcedefinitions <"$file"
  done
  post "$name" /api/v1/namespaces <<'NAMESPACE'
{apiVersion: v1, kind: Namespace, metadata: {name: velero}}
NAMESPACE
  for plural in backups schedules restores backupstoragelocations deletebackuprequests serverstatusrequests; do
    until_true "$name serves $plural" answers "$name" "/apis/velero.io/v1/$plural"
  done
  # Nothing runs it here; a restore wants it to be there.
  post "$name" /apis/apps/v1/namespaces/velero/deployments <<'DEPLOYMENT'
apiVersion: apps/v1
kind: Deployment
metadata: {name: velero, namespace: velero}
spec:
  selector: {matchLabels: {component: velero}}
  template:
    metadata: {labels: {component: velero}}
    spec: {containers: [{name: velero, image: "velero/velero:v1.18.1", args: [server]}]}
DEPLOYMENT
  # Velero's own controller would look into the bucket and write this status.
  post "$name" /apis/velero.io/v1/namespaces/velero/backupstoragelocations <<LOCATION
apiVersion: velero.io/v1
kind: BackupStorageLocation
metadata: {name: default, namespace: velero}
spec: {provider: aws, default: true, accessMode: ReadWrite, objectStorage: {bucket: backups, prefix: $name}}
status: {phase: Available, lastValidationTime: "2025-01-01T00:00:00Z"}
LOCATION
  install_roles "$name"
}

write_kubeconfig() {
  local name user
  {
    printf 'apiVersion: v1\nkind: Config\ncurrent-context: c1\nclusters:\n'
    for name in "${names[@]}"; do
      printf '  - {name: %s, cluster: {server: "%s", certificate-authority-data: %s}}\n' \
        "$name" "$(cat "$folder/$name/url")" "$(openssl base64 -A -in "$folder/$name/ca.crt")"
    done
    printf 'users:\n'
    for name in "${names[@]}"; do
      for user in admin operator reader nobody; do
        printf '  - {name: %s-%s, user: {token: %s}}\n' "$name" "$user" "$(cat "$folder/$name/$user.token")"
      done
    done
    printf 'contexts:\n'
    for name in "${names[@]}"; do
      printf '  - {name: %s, context: {cluster: %s, user: %s-admin}}\n' "$name" "$name" "$name"
      for user in operator reader nobody; do
        printf '  - {name: %s-%s, context: {cluster: %s, user: %s-%s}}\n' "$name" "$user" "$name" "$name" "$user"
      done
    done
  } >"$folder/kubeconfig"
  chmod 600 "$folder/kubeconfig"
}

names=()
for ((number = 1; number <= count; number++)); do
  names+=("c$number")
done
for ((number = 1; number <= bare; number++)); do
  names+=("b$number")
done

start_etcd
for name in "${names[@]}"; do
  credentials "$name"
  start_apiserver "$name"
done
for name in "${names[@]}"; do
  until_true "$name is ready" ready "$name"
  say "$name ready at $(cat "$folder/$name/url")"
done
installing=()
for name in "${names[@]}"; do
  [[ $name == c* ]] || continue
  install_velero "$name" &
  installing+=($!)
done
for process in ${installing[@]+"${installing[@]}"}; do
  wait "$process"
done
write_kubeconfig
if [ -n "$watched" ]; then
  launch "$folder/watch.pid" /dev/null bash -c \
    'while kill -0 "$1" 2>/dev/null; do sleep 1; done; rm -f "$3/watch.pid"; "$2" "$3"' \
    "watch $folder" "$watched" "$here/stop-clusters.sh" "$folder"
fi
say "definitions and locations in place"
echo "$folder"

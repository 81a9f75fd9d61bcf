#!/usr/bin/env bash
# Builds kube-apiserver from the source package "kubernetes" of Debian 12 and puts it into a folder, with the etcd of
# Debian's etcd-server beside it.
#
# Usage:   build-apiserver.sh FOLDER
#
# Needs apt and, for the compiler, root or an installed golang-go and dpkg-dev. Leaves apt's configuration as it is:
# where source packages are off, they are looked up through a temporary copy of the machine's sources. etcd is taken out
# of its package without installing it, because installing it would start a service. Takes 2 GB of disk below $TMPDIR
# while it runs.
#
# What comes out is Kubernetes 1.20.2 with the server-side apply of 1.22; the patches below say why.
set -euo pipefail

[ $# = 1 ] || { echo "usage: ${0##*/} FOLDER" >&2; exit 2; }
mkdir -p "$1"
target=$(cd "$1" && pwd -P)
expected=1.20.2

work=$(mktemp -d "${TMPDIR:-/tmp}/build-apiserver.XXXXXX")
trap 'rm -rf "$work"' EXIT
log=$work/log

say() { printf '%4d s  %s\n' "$SECONDS" "$*"; }
run() { "$@" >"$log" 2>&1 || { cat "$log" >&2; echo "failed: $*" >&2; exit 1; }; }
place() { # file name: into the target folder, never seen half written
  install -m 755 "$1" "$target/.$2.$$"
  mv -f "$target/.$2.$$" "$target/$2"
}

export DEBIAN_FRONTEND=noninteractive LC_ALL=C
# As root apt would download as another user, who may not write into $work.
apt=(apt-get -q -o APT::Sandbox::User=root -o DPkg::Lock::Timeout=600)

refreshed=
refresh() { # a fresh machine has no package lists
  [ -z "$refreshed" ] || return 0
  refreshed=1
  say "package lists"
  run "${apt[@]}" update
}

known() { apt-cache show "$1" >/dev/null 2>&1 || { refresh && apt-cache show "$1" >/dev/null 2>&1; }; }

unpack() { # package folder: its files, without installing it
  known "$1" || { echo "apt knows no package $1: this needs Debian 12 or newer" >&2; exit 1; }
  (cd "$work" && run "${apt[@]}" download "$1")
  dpkg-deb -x "$work/$1"_*.deb "$2"
}

install_compiler() {
  local package missing=()
  for package in golang-go dpkg-dev; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || [ -n "${NO_APT:-}" ]; then
    echo "install them, then run the command again:  sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
  refresh
  say "installing ${missing[*]}"
  run "${apt[@]}" install -y --no-install-recommends "${missing[@]}"
}

provide_etcd() {
  say "etcd"
  if [ -x /usr/bin/etcd ]; then
    place /usr/bin/etcd etcd
  else
    unpack etcd-server "$work/etcd"
    place "$work/etcd/usr/bin/etcd" etcd
  fi
}

download_source() { # the source package's files into $work
  local source=("${apt[@]}") file
  if ! "${source[@]}" source --print-uris --only-source kubernetes >/dev/null 2>&1; then
    mkdir -p "$work/apt/sources" "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
      [ -f "$file" ] || continue
      case $file in
        *.list) sed -E 's/^deb(-src)?([[:space:]])/deb-src\2/' "$file" ;;
        *.sources) sed -E 's/^Types:.*/Types: deb-src/' "$file" ;;
        *) continue ;;
      esac >"$work/apt/sources/${file##*/}"
    done
    source+=(-o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/apt/sources"
      -o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache")
    say "lists of source packages"
    # Third-party sources often have no source packages; Debian's own are what counts, and the next step tells.
    "${source[@]}" update >"$log" 2>&1 || true
  fi
  say "source"
  (cd "$work" && run "${source[@]}" source --download-only --only-source kubernetes)
}

# The package is made for Go 1.15, Debian 12 compiles with 1.19. It compiles, starts and answers, and is wrong in two
# ways; a third one is 1.20's own.
patch_vendored() {
  local gocode=$work/debian/usr/share/gocode/src file part
  # Go 1.18 changed map iteration: with reflect2 1.0.1 every pretty-printed answer with a map in it panics the handler.
  unpack golang-github-modern-go-reflect2-dev "$work/debian"
  rm -r vendor/github.com/modern-go/reflect2
  cp -r "$gocode/github.com/modern-go/reflect2" vendor/github.com/modern-go/

  # Go 1.16 changed reflect.DeepEqual on reflect.Values: "" counts as null and is refused in custom resources and in the
  # defaults of their definitions (kubernetes/kubernetes issue 99804; the fix is kube-openapi's, pull request 230).
  for file in vendor/{k8s.io/kube-openapi/pkg/validation,github.com/go-openapi}/validate/type.go; do
    sed -i -E 's/^(\tif data == nil) \|\| reflect\.DeepEqual\(.*\) \{$/\1 {/' "$file"
    grep -q '^	if data == nil {$' "$file"
  done

  # Server-side apply of 1.20 leaves null behind where a manager stops applying a nested map, and refuses with 422 what
  # later servers accept (structured-merge-diff issue 171). Debian's own copy is the one of Kubernetes 1.22.
  unpack golang-k8s-sigs-structured-merge-diff-dev "$work/debian"
  for part in fieldpath merge schema typed value; do
    rm -r "vendor/sigs.k8s.io/structured-merge-diff/v4/$part"
    cp -r "$gocode/sigs.k8s.io/structured-merge-diff/$part" vendor/sigs.k8s.io/structured-merge-diff/v4/
  done
}

# The package lacks one generated file that the API server is compiled with. Upstream's make target for it would first
# build every other generator.
generate_openapi() {
  local inputs
  "$go" build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
  inputs=$(grep -rl --include='*.go' '^// *+k8s:openapi-gen=' pkg cmd plugin vendor/k8s.io/*/ |
    grep -v -e /code-generator/ -e /sample-apiserver/ | xargs -n 1 dirname | sort -u |
    sed 's,^,k8s.io/kubernetes/,' | paste -s -d ,)
  run env PATH="${go%/*}:$PATH" "$work/openapi-gen" --logtostderr --input-dirs "$inputs" \
    --output-package k8s.io/kubernetes/pkg/generated/openapi --output-file-base zz_generated.openapi \
    --go-header-file vendor/k8s.io/code-generator/hack/boilerplate.go.txt --report-filename "$work/violations"
  # Upstream checks in the report of its own run: an equal one means that the same types went in.
  run cmp "$work/violations" api/api-rules/violation_exceptions.list
}

build_apiserver() {
  local tree=$work/gopath/src/k8s.io/kubernetes version flags package
  download_source
  version=$(sed -n 's/^Version: //p' "$work"/kubernetes_*.dsc | head -n 1)
  case $version in
    "$expected"-* | *really"$expected"-*) ;;
    *) echo "Debian's kubernetes is $version here; this builds $expected, that of Debian 12" >&2; exit 1 ;;
  esac
  mkdir -p "${tree%/*}"
  run dpkg-source --no-check -x "$work"/kubernetes_*.dsc "$tree"
  cd "$tree"
  say "patches"
  patch_vendored

  # The tree is laid out for GOPATH and holds everything it imports: nothing is fetched.
  go=/usr/lib/go/bin/go
  unset GOROOT
  export GO111MODULE=off GOPATH="$work/gopath" GOCACHE="$work/gocache" GOENV=off GOFLAGS='' GOPROXY=off \
    GOTOOLCHAIN=local CGO_ENABLED=0
  say "generated code"
  generate_openapi

  say "kube-apiserver"
  flags="-s -w"
  for package in k8s.io/client-go/pkg/version k8s.io/component-base/version; do
    package=k8s.io/kubernetes/vendor/$package
    flags+=" -X $package.gitVersion=v$expected -X $package.gitMajor=1 -X $package.gitMinor=20"
  done
  "$go" build -trimpath -tags providerless -ldflags "$flags" -o "$work/kube-apiserver" ./cmd/kube-apiserver
  place "$work/kube-apiserver" kube-apiserver
}

runs() { "$target/$1" --version >/dev/null 2>&1; }

if ! runs etcd; then
  provide_etcd
fi
if ! runs kube-apiserver; then
  install_compiler
  build_apiserver
fi
say "$("$target/kube-apiserver" --version), $("$target/etcd" --version | head -n 1)"

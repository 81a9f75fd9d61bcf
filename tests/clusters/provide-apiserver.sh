#!/usr/bin/env bash
# Prints a folder that holds kube-apiserver and etcd, in this order of preference:
#
#   1. $KUBEBUILDER_ASSETS, when it is set
#   2. the cache, ${XDG_CACHE_HOME:-~/.cache}/envtest/bin
#   3. the envtest archive, downloaded into the cache
#   4. a build from Debian's source package, into the cache (some minutes, once)
#
# $ENVTEST_INDEX replaces the list of envtest archives, for a mirror.
set -euo pipefail

envtest=v1.34.1
index=${ENVTEST_INDEX:-https://raw.githubusercontent.com/kubernetes-sigs/controller-tools/HEAD/envtest-releases.yaml}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/envtest/bin

say() { echo "$*" >&2; }
complete() { "$1/kube-apiserver" --version >/dev/null 2>&1 && "$1/etcd" --version >/dev/null 2>&1; }
found() { (cd "$1" && pwd -P); exit 0; }

if [ -n "${KUBEBUILDER_ASSETS:-}" ]; then
  complete "$KUBEBUILDER_ASSETS" || {
    say "KUBEBUILDER_ASSETS=$KUBEBUILDER_ASSETS: no kube-apiserver and etcd there that run on this machine"
    exit 1
  }
  found "$KUBEBUILDER_ASSETS"
fi

mkdir -p "$cache"
# One process at a time fills the cache; those that waited find it full. The lock is the folder's own, so no file is
# left; where there is no flock (macOS), two at once do the work twice.
if command -v flock >/dev/null; then
  exec 9<"$cache"
  flock 9
fi
complete "$cache" && found "$cache"

download() { # into the cache, checked against the index's SHA-512
  local os arch archive entry hash link sum program tmp
  os=$(uname -s | tr '[:upper:]' '[:lower:]')
  case $(uname -m) in x86_64) arch=amd64 ;; aarch64 | arm64) arch=arm64 ;; *) return 1 ;; esac
  archive=envtest-$envtest-$os-$arch.tar.gz
  tmp=$(mktemp -d "$cache/.download.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$tmp'" RETURN
  curl -fsSL --connect-timeout 5 --max-time 30 -o "$tmp/index" "$index" 2>/dev/null || return 1
  entry=$(grep -A 2 "^ *$archive:" "$tmp/index") || return 1
  hash=$(sed -n 's/^ *hash: *//p' <<<"$entry")
  link=$(sed -n 's/^ *selfLink: *//p' <<<"$entry")
  say "downloading $archive"
  curl -fsSL --connect-timeout 5 --max-time 600 -o "$tmp/$archive" "$link" || return 1
  sum=$(openssl dgst -sha512 "$tmp/$archive")
  [ "${sum##* }" = "$hash" ] || { say "$archive: its SHA-512 is not the index's"; return 1; }
  tar -xzf "$tmp/$archive" -C "$tmp" || return 1
  for program in etcd kube-apiserver; do
    mv -f "$(find "$tmp" -type f -name "$program" | head -n 1)" "$cache/$program" || return 1
  done
}

if download && complete "$cache"; then
  found "$cache"
fi

if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
  say "no kube-apiserver: the envtest archive could not be downloaded, and the build from source needs Debian's apt"
  say "set KUBEBUILDER_ASSETS to a folder with kube-apiserver and etcd"
  exit 1
fi
"$(dirname "$0")/build-apiserver.sh" "$cache" >&2
found "$cache"

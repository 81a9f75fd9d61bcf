provider "workspace" {
  namespaces = ["payments-api"]

  # One cluster, and nothing that says how to reach it: the pod's own service account.
  clusters = { this = {} }
}

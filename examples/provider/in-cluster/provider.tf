provider "workspace" {
  namespaces = ["payments-api"]

  # One cluster without connection arguments: the provider uses the pod's own service account.
  clusters = { this = {} }
}

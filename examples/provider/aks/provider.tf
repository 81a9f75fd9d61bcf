provider "workspace" {
  namespaces = ["payments-api"]

  clusters = {
    eu = {
      host                   = var.endpoint # azurerm_kubernetes_cluster.eu.kube_config[0].host
      cluster_ca_certificate = var.ca       # base64decode(...kube_config[0].cluster_ca_certificate)
      exec = {
        api_version = "client.authentication.k8s.io/v1beta1"
        command     = "kubelogin"
        args = [
          "get-token", "--login", "azurecli",
          "--server-id", "6dae42f8-4368-4678-94ff-3960e28e3630", # AKS itself, the same everywhere
        ]
      }
    }
  }
}

provider "workspace" {
  namespaces = ["payments-api"]

  clusters = {
    eu = {
      host                   = "https://${var.endpoint}" # google_container_cluster.eu.endpoint
      cluster_ca_certificate = var.ca                    # base64decode(...master_auth[0].cluster_ca_certificate)
      exec = {
        api_version = "client.authentication.k8s.io/v1beta1"
        command     = "gke-gcloud-auth-plugin"
      }
    }
  }
}

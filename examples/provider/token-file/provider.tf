provider "workspace" {
  namespaces = ["payments-api"]

  clusters = {
    eu = {
      host                   = "https://eu.example.com:6443"
      cluster_ca_certificate = var.ca
      token_file             = "/var/run/secrets/eu/token"
    }
  }
}

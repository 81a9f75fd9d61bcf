provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]

  clusters = {
    eu = {
      host                   = var.eu_host
      cluster_ca_certificate = var.eu_ca
      exec = {
        api_version = "client.authentication.k8s.io/v1"
        command     = "aws"
        args        = ["eks", "get-token", "--cluster-name", "eu-prod", "--output", "json"]
      }
    }
  }
}

variable "eu_host" {
  type = string
}

variable "eu_ca" {
  type = string
}

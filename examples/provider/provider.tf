terraform {
  required_providers {
    workspace = {
      source = "workspace-backup/workspace"
    }
  }
}

variable "us_ca" {
  description = "The certificate authority of the cluster us (PEM)."
  type        = string
}

# A workspace: some namespaces, on some clusters.
provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]

  clusters = {
    eu = {
      config_path    = "~/.kube/config"
      config_context = "eu-prod"
    }
    us = {
      host                   = "https://us.example.com:6443"
      cluster_ca_certificate = var.us_ca
      token_file             = "/var/run/secrets/us-token"
    }
  }
}

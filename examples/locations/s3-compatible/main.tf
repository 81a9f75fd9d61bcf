# Backups in an object store of your own that speaks S3: MinIO, Ceph, Garage and the like.
terraform {
  required_providers {
    workspace = {
      source = "workspace-backup/workspace"
    }
  }
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]
  clusters = {
    eu = { config_path = "~/.kube/config", config_context = "eu-prod" }
    us = { config_path = "~/.kube/config", config_context = "us-prod" }
  }
}

resource "workspace_backup_location" "store" {
  name             = "store"
  storage_provider = "aws"
  bucket           = "backups"

  config = {
    s3Url            = "https://s3.example.org:9000"
    region           = "minio" # any text, where the store has no regions
    s3ForcePathStyle = "true"
  }

  # The certificate authority of the store, where the system's do not know it.
  ca_cert = var.store_ca

  # On each cluster, in Velero's namespace: kubectl create secret generic store-credentials --from-file=cloud
  credential_secret = { name = "store-credentials", key = "cloud" }
}

variable "store_ca" {
  description = "PEM certificates that the object store is trusted by; null: those that Velero's image trusts."
  type        = string
  default     = null
}

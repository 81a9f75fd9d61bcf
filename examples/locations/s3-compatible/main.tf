# Backups in your own object store with the S3 protocol, such as MinIO, Ceph or Garage.
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
    region           = "minio" # any text, if the store has no regions
    s3ForcePathStyle = "true"
  }

  # The certificate authority of the store, if the system does not trust it.
  ca_cert = var.store_ca

  # On each cluster, in Velero's namespace: kubectl create secret generic store-credentials --from-file=cloud
  credential_secret = { name = "store-credentials", key = "cloud" }
}

variable "store_ca" {
  description = "The CA certificates (PEM) to trust for the object store. Null means those in Velero's image."
  type        = string
  default     = null
}

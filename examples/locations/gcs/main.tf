# Backups in a bucket of Google Cloud Storage, with the identity that Velero runs as.
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

resource "workspace_backup_location" "gcs" {
  name             = "gcs"
  storage_provider = "gcp"
  bucket           = "example-backups"

  config = {
    serviceAccount = "velero@example.iam.gserviceaccount.com"
  }
}

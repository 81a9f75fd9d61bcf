# Backups in a container of Azure Blob Storage.
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

resource "workspace_backup_location" "azure" {
  name             = "azure"
  storage_provider = "azure"
  bucket           = "backups" # the container

  config = {
    resourceGroup  = "backups"
    storageAccount = "examplebackups"
    subscriptionId = "00000000-0000-0000-0000-000000000000"
    useAAD         = "true"
  }

  credential_secret = { name = "cloud-credentials", key = "cloud" }
}

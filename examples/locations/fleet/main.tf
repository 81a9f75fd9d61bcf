# A whole fleet in one apply: where backups go, when they are made, and a check that they exist.
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

# One bucket for all clusters, with a folder for each: payments/eu, payments/us.
resource "workspace_backup_location" "backups" {
  name              = "backups"
  storage_provider  = "aws"
  bucket            = "example-backups"
  config            = { region = "eu-central-1" }
  credential_secret = { name = "cloud-credentials", key = "cloud" }

  # Each cluster can restore the other's backups, but cannot change them.
  peers = ["eu", "us"]
}

resource "workspace_backup_schedule" "daily" {
  prefix          = "daily"
  schedule        = "0 2 * * *"
  stagger         = "45m"
  expiry          = "30d"
  backup_location = workspace_backup_location.backups.location
}

data "workspace_backup" "latest" {
  prefix = workspace_backup_schedule.daily.prefix
}

check "backups_are_fresh" {
  assert {
    condition     = data.workspace_backup.latest.complete && coalesce(data.workspace_backup.latest.age_seconds, 999999999) < 26 * 3600
    error_message = "Missing on: ${join(", ", data.workspace_backup.latest.missing_clusters)}"
  }
}

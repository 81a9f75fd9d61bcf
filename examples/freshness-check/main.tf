terraform {
  required_providers {
    workspace = {
      source = "workspace-backup/workspace"
    }
  }
}

variable "kubeconfig" {
  description = "Path of a kubeconfig that holds all clusters."
  type        = string
  default     = "~/.kube/config"
}

variable "contexts" {
  description = "The workspace's clusters: their names here, and their contexts in the kubeconfig."
  type        = map(string)
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]

  clusters = {
    for name, context in var.contexts : name => {
      config_path    = var.kubeconfig
      config_context = context
    }
  }
}

# The newest run of the schedule "daily" that has ended, over all clusters together.
data "workspace_backup" "latest" {
  prefix = "daily"
}

locals {
  latest = data.workspace_backup.latest

  missing = [
    for cluster in local.latest.missing_clusters :
    "${cluster} (${try(local.latest.backups[cluster].phase, local.latest.skipped_clusters[cluster], "no backup")})"
  ]
}

# Warns in every plan and apply if a backup is missing on a cluster, or if the last run is too old.
check "backups_are_fresh" {
  assert {
    condition     = local.latest.complete
    error_message = "The last run of the daily backup lacks: ${join(", ", local.missing)}."
  }

  assert {
    condition     = coalesce(local.latest.age_seconds, 999999999) < 26 * 3600
    error_message = "The last run of the daily backup was due at ${coalesce(local.latest.run_time, "no time at all")}."
  }
}

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
  description = "The workspace's clusters: what they are called here, and their contexts in the kubeconfig."
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

data "workspace_clusters" "all" {}

data "workspace_backup" "latest" {
  prefix = "daily"
}

# What failed in the last week, newest first.
data "workspace_backups" "failed" {
  phases     = ["PartiallyFailed", "Failed", "FailedValidation"]
  newer_than = "7d"
  limit      = 20
}

locals {
  latest = data.workspace_backup.latest

  rows = [
    for name, cluster in data.workspace_clusters.all.clusters : {
      cluster  = name
      state    = cluster.healthy ? "healthy" : cluster.reason
      velero   = coalesce(cluster.velero_version, "-")
      location = join(", ", [for location, found in coalesce(cluster.locations, {}) : "${location} ${coalesce(found.phase, "New")}"])
      backup   = try(local.latest.backups[name].phase, "none")
      items    = try("${local.latest.backups[name].items_backed_up}/${local.latest.backups[name].total_items}", "-")
      expires  = try(coalesce(local.latest.backups[name].expires_at), "-")
    }
  ]
}

# `terraform output -raw protection` prints a table with a line per cluster.
output "protection" {
  description = "Is this workspace protected, since when, and which cluster is not?"
  value = join("\n", concat(
    [
      local.latest.complete ? "Protected since ${local.latest.run_time}" : "NOT PROTECTED on ${join(", ", local.latest.missing_clusters)}",
      format("%-16s %-34s %-9s %-24s %-16s %-12s %s", "CLUSTER", "STATE", "VELERO", "LOCATIONS", "BACKUP", "ITEMS", "EXPIRES"),
    ],
    [
      for row in local.rows :
      format("%-16s %-34s %-9s %-24s %-16s %-12s %s", row.cluster, row.state, row.velero, row.location, row.backup, row.items, row.expires)
    ],
  ))
}

output "unhealthy" {
  description = "Reason by cluster."
  value       = { for name, cluster in data.workspace_clusters.all.clusters : name => cluster.reason if !cluster.healthy }
}

output "locations_shared" {
  description = "Locations that several clusters write to, which corrupts their backups."
  value = {
    for name, cluster in data.workspace_clusters.all.clusters : name => cluster.location_shared_with
    if length(cluster.location_shared_with) > 0
  }
}

output "failed" {
  description = "Backups of the last week that failed."
  value = [
    for backup in data.workspace_backups.failed.backups :
    "${backup.cluster} ${backup.name}: ${coalesce(backup.failure_reason, join("; ", backup.validation_errors), "${backup.errors} errors")}"
  ]
}

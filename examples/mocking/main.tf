terraform {
  required_providers {
    workspace = {
      source = "workspace-backup/workspace"
    }
  }
}

variable "clusters" {
  description = "The workspace's clusters, and their contexts in the kubeconfig."
  type        = map(string)
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]

  clusters = {
    for name, context in var.clusters : name => {
      config_path    = "~/.kube/config"
      config_context = context
    }
  }
}

resource "workspace_backup_schedule" "daily" {
  prefix          = "daily"
  schedule        = "0 2 * * *"
  backup_location = "default"
}

data "workspace_backup" "latest" {
  prefix = workspace_backup_schedule.daily.prefix
}

output "status" {
  value = (
    data.workspace_backup.latest.complete
    ? "protected since ${data.workspace_backup.latest.run_time}"
    : "no backup on ${join(", ", data.workspace_backup.latest.missing_clusters)}"
  )
}

output "skipped" {
  value = workspace_backup_schedule.daily.skipped_clusters
}

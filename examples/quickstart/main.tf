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

# A workspace: some namespaces, on some clusters.
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

# One declaration, a Velero Schedule on each of the clusters.
resource "workspace_backup_schedule" "daily" {
  prefix          = "daily"
  schedule        = "0 2 * * *"
  backup_location = "default"
  expiry          = "30d"
}

output "schedules" {
  description = "Name of the Schedule on each cluster."
  value       = { for cluster, schedule in workspace_backup_schedule.daily.schedules : cluster => schedule.name }
}

# Once a month, restores production's backups into separate namespaces on a second cluster, and checks that it worked.
# It does not touch production, and needs no connection to it.
#
# Velero on the second cluster has to see production's backups. Give it a BackupStorageLocation with the same bucket and
# prefix, and with accessMode ReadOnly.
terraform {
  required_providers {
    workspace = {
      source = "workspace-backup/workspace"
    }
  }
}

variable "kubeconfig" {
  description = "Path of a kubeconfig that holds the second cluster."
  type        = string
  default     = "~/.kube/config"
}

variable "context" {
  description = "The second cluster's context in it."
  type        = string
}

variable "production" {
  description = "The name of production's cluster in the configuration that backs it up."
  type        = string
  default     = "eu"
}

variable "month" {
  description = "The drill restores the last complete run before this time (RFC 3339). Default: the beginning of this month."
  type        = string
  default     = null
}

locals {
  # Changes once a month, and replaces the restore by another one.
  month      = coalesce(var.month, formatdate("YYYY-MM-'01T00:00:00Z'", plantimestamp()))
  namespaces = ["payments-api", "payments-db"]
}

# The same workspace as production's, but here only with the second cluster.
provider "workspace" {
  name       = "payments"
  namespaces = local.namespaces

  clusters = {
    drill = {
      config_path    = var.kubeconfig
      config_context = var.context
    }
  }
}

resource "workspace_restore" "drill" {
  name              = "drill"
  from_schedule     = "daily"
  before            = local.month
  source_clusters   = { drill = var.production }
  namespace_mapping = { for name in local.namespaces : name => "${name}-drill" }

  # An error if something from the backup was not restored. Nothing here is in use, so another try does no harm.
  verify = "required"

  timeouts = {
    create = "2h"
  }
}

# If the restore fails, so does the apply. The checks also run in every later plan, and find what Velero's phase does not show.
check "everything_was_restored" {
  assert {
    condition = alltrue([
      for restore in workspace_restore.drill.restores :
      restore.phase == "Completed" && coalesce(restore.items_restored, 0) > 0 && restore.errors == 0
    ])
    error_message = "The drill of ${local.month} did not restore everything: ${jsonencode(workspace_restore.drill.restores)}"
  }
}

# This comes from Velero's own lists. If they could not be read, "reason" says why.
check "it_was_verified" {
  assert {
    condition = alltrue([
      for done in workspace_restore.drill.verification :
      done.reason == null && done.missing == 0 && done.failed == 0
    ])
    error_message = "The drill of ${local.month} is not verified: ${jsonencode(workspace_restore.drill.verification)}"
  }
}

check "it_was_fast_enough" {
  assert {
    condition = alltrue([
      for done in workspace_restore.drill.verification : coalesce(done.seconds, 3601) <= 3600
    ])
    error_message = "The restore took longer than the promised hour."
  }
}

output "restored_from" {
  description = "The backup that the drill used."
  value       = workspace_restore.drill.restores["drill"].backup
}

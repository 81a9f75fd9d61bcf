# Once a month, restores production's backups into namespaces of their own on a second cluster, and checks that it worked.
# Production itself is not touched, and no connection to it is needed.
#
# Velero on the second cluster has to see production's backups: give it a BackupStorageLocation with the same bucket and
# prefix, and accessMode ReadOnly.
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
  description = "What production's cluster is called in the configuration that backs it up."
  type        = string
  default     = "eu"
}

variable "month" {
  description = "The drill is made from the last complete run before this time, RFC 3339. Default: this month's beginning."
  type        = string
  default     = null
}

locals {
  # Changes once a month, and with it the restore is replaced by another one.
  month      = coalesce(var.month, formatdate("YYYY-MM-'01T00:00:00Z'", plantimestamp()))
  namespaces = ["payments-api", "payments-db"]
}

# The same workspace as production's, here with the second cluster alone.
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

  # What the backup holds and the restore did not bring back is an error: nothing here is in use, so another try does no harm.
  verify = "required"

  timeouts = {
    create = "2h"
  }
}

# An apply fails when the restore does. The checks are for every plan after it, and for what no phase tells.
check "everything_was_restored" {
  assert {
    condition = alltrue([
      for restore in workspace_restore.drill.restores :
      restore.phase == "Completed" && coalesce(restore.items_restored, 0) > 0 && restore.errors == 0
    ])
    error_message = "The drill of ${local.month} did not restore everything: ${jsonencode(workspace_restore.drill.restores)}"
  }
}

# Velero's own lists say so: "reason" tells why they could not be read.
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
    error_message = "Restoring took longer than the hour that is promised."
  }
}

output "restored_from" {
  description = "The backup that the drill has used."
  value       = workspace_restore.drill.restores["drill"].backup
}

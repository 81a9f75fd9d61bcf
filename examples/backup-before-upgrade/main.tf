# Backs a workspace up on all of its clusters before each release, and goes on only when every backup is complete.
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

variable "release" {
  description = "The release to install; each new one is backed up before."
  type        = string
}

variable "roll_back_to" {
  description = "A run to go back to, as restore_from named it; null: none."
  type        = string
  default     = null
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

resource "workspace_backup" "before_upgrade" {
  name            = "before-upgrade"
  backup_location = "default"
  expiry          = "14d"

  # Another release is another backup. The one before stays on the clusters until it expires.
  triggers = {
    release = var.release
  }

  # An upgrade of half of the clusters is worse than none.
  unhealthy_clusters = "fail"

  timeouts = {
    create = "2h"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# What installs the release depends on the backup: a failed backup stops the apply before it.
resource "terraform_data" "upgrade" {
  input = var.release

  lifecycle {
    precondition {
      condition     = workspace_backup.before_upgrade.complete
      error_message = "The backup is not complete on every cluster."
    }
  }
}

# Where the upgrade went wrong: every cluster that is in the workspace now goes back to that run. Read the plan's warning: it
# names clusters, namespaces and how old the backup is.
resource "workspace_restore" "roll_back" {
  count = var.roll_back_to == null ? 0 : 1

  name        = "roll-back"
  from_backup = var.roll_back_to

  # Objects that the upgrade changed go back to what they were.
  existing_resource_policy = "update"
}

output "restore_from" {
  description = "The run to go back to."
  value       = workspace_backup.before_upgrade.id
}

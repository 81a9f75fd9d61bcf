# Backs up a workspace on all of its clusters before each release, and goes on only if every backup is complete.
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

variable "release" {
  description = "The release to install. Each new release starts a backup first."
  type        = string
}

variable "roll_back_to" {
  description = "A run to go back to, as the output restore_from named it. Null restores nothing."
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

  # A new release makes a new backup. The previous one stays on the clusters until it expires.
  triggers = {
    release = var.release
  }

  # Upgrading only half of the clusters is worse than upgrading none.
  unhealthy_clusters = "fail"

  timeouts = {
    create = "2h"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# The release depends on the backup, so a failed backup stops the apply before the release is installed.
resource "terraform_data" "upgrade" {
  input = var.release

  lifecycle {
    precondition {
      condition     = workspace_backup.before_upgrade.complete
      error_message = "The backup is not complete on every cluster."
    }
  }
}

# If the upgrade went wrong, restores that run on every cluster of the workspace. Read the warning in the plan: it names the
# clusters and namespaces, and how old the backup is.
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

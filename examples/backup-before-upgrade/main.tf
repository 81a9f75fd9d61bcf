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

output "restore_from" {
  description = "The run to go back to."
  value       = workspace_backup.before_upgrade.id
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]

  clusters = {
    eu = { config_path = "~/.kube/config", config_context = "eu-prod" }

    # Leaves the workspace: its Schedules are deleted, its backups stay. Remove the entry after the apply.
    us = { config_path = "~/.kube/config", config_context = "us-prod", detached = true }
  }
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]

  clusters = {
    eu = { config_path = "~/.kube/config", config_context = "eu-prod" }

    # Leaves the workspace: the apply deletes its Schedules and keeps its backups. Remove the entry after that.
    us = { config_path = "~/.kube/config", config_context = "us-prod", detached = true }
  }
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]

  clusters = {
    eu = { config_path = "~/.kube/config", config_context = "eu-prod" }
    us = { host = var.us_host, cluster_ca_certificate = var.us_ca, token_file = "/var/run/us-token" }
  }
}

resource "workspace_backup_schedule" "daily" {
  prefix          = "daily"
  schedule        = "0 2 * * *"
  time_zone       = "Europe/Berlin"
  stagger         = "45m"
  backup_location = "default"
  expiry          = "30d"
}

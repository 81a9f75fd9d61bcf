# Alerts from HCP Terraform. This configuration manages nothing: it reads the backups and checks them.
#
# Turn on health assessments in the workspace's settings. HCP Terraform then reads the data sources and evaluates the
# checks once a day, and sends notifications about failed checks (Slack, e-mail, webhook). To know sooner, start runs
# yourself, from any scheduler that calls the runs API: a failed check is then a warning in the run, and the
# postcondition below fails the run.
terraform {
  cloud {
    workspaces {
      name = "payments-backup-alert"
    }
  }

  required_providers {
    workspace = {
      source = "workspace-backup/workspace"
    }
  }
}

variable "clusters" {
  description = "Where the clusters are. Their tokens come from the run's environment: see token_files."
  type = map(object({
    host           = string
    ca_certificate = string
  }))
}

variable "token_files" {
  description = "A file with a token for each cluster, from an agent or workload identity."
  type        = map(string)
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]

  clusters = {
    for name, cluster in var.clusters : name => {
      host                   = cluster.host
      cluster_ca_certificate = cluster.ca_certificate
      token_file             = var.token_files[name]
    }
  }
}

data "workspace_backup" "latest" {
  prefix = "daily"

  lifecycle {
    postcondition {
      condition     = coalesce(self.age_seconds, 999999999) < 72 * 3600
      error_message = "No backup for three days. The last run was due at ${coalesce(self.run_time, "no time at all")}."
    }
  }
}

check "every_cluster_is_backed_up" {
  assert {
    condition     = data.workspace_backup.latest.complete
    error_message = "The last run lacks ${join(", ", data.workspace_backup.latest.missing_clusters)}."
  }
}

check "backups_are_fresh" {
  assert {
    condition     = coalesce(data.workspace_backup.latest.age_seconds, 999999999) < 26 * 3600
    error_message = "The last run was due at ${coalesce(data.workspace_backup.latest.run_time, "no time at all")}."
  }
}

check "clusters_can_be_backed_up" {
  data "workspace_clusters" "all" {}

  assert {
    condition = alltrue([for cluster in data.workspace_clusters.all.clusters : cluster.healthy])
    error_message = join("\n", [
      for name, cluster in data.workspace_clusters.all.clusters : "${name}: ${cluster.reason}" if !cluster.healthy
    ])
  }
}

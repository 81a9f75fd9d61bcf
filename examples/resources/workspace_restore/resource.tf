# Restores one namespace on every cluster that is in the workspace now, from the last complete run before an accident.
resource "workspace_restore" "api" {
  from_schedule = "daily"
  before        = "2025-01-31T09:00:00Z"
  namespaces    = ["payments-api"]
}

# Restores another cluster's backup, for a migration or a drill. Velero on "us" must see it, through a location with the
# bucket and prefix of "eu".
resource "workspace_restore" "on_us" {
  name              = "migrate"
  from_backup       = "payments/daily/20250131T020000Z"
  clusters          = ["us"]
  source_clusters   = { us = "eu" }
  namespace_mapping = { payments-api = "payments-api-copy" }

  existing_resource_policy = "update"
}

# The newest run, restored only when you change the trigger, and not after every new backup.
data "workspace_backup" "newest" {
  prefix = "daily"
}

resource "workspace_restore" "newest" {
  name        = "newest"
  from_backup = data.workspace_backup.newest.id
  triggers    = { asked = "2025-02-01" }

  lifecycle {
    ignore_changes = [from_backup]
  }
}

# Backups that other tools made, by their names on each cluster.
resource "workspace_restore" "from_others" {
  name = "from-others"
  from_backups = {
    eu = "nightly-20250131010000"
    us = "before-upgrade"
  }
}

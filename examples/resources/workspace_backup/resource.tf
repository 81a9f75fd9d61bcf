# A backup on each cluster of the workspace, and a new one for each release.
resource "workspace_backup" "before_release" {
  name            = "before-release"
  backup_location = "default"
  expiry          = "14d"
  triggers        = { release = "2026.3" }

  timeouts = {
    create = "2h"
  }

  # Makes the next release's backup before it lets go of this one. Without it, and with deletion_policy = "delete", there would be
  # no backup at all if the next one failed. Their names differ by their times.
  lifecycle {
    create_before_destroy = true
  }
}

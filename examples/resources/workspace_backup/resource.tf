# A backup on each cluster of the workspace, made anew for each release.
resource "workspace_backup" "before_release" {
  name            = "before-release"
  backup_location = "default"
  expiry          = "14d"
  triggers        = { release = "2026.3" }

  timeouts = {
    create = "2h"
  }

  # The next release's backup is made before this one is let go: with deletion_policy = "delete" there would otherwise be none,
  # should it fail. Their names differ by the second they were made in.
  lifecycle {
    create_before_destroy = true
  }
}

# A backup on each cluster of the workspace, made anew for each release.
resource "workspace_backup" "before_release" {
  name            = "before-release"
  backup_location = "default"
  expiry          = "14d"
  triggers        = { release = "2026.3" }

  timeouts = {
    create = "2h"
  }
}

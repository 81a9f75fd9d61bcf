# A separate file: within one file, later runs find the resource in the state of the first run, and do not use its override.
mock_provider "workspace" {
  override_resource {
    target = workspace_backup_schedule.daily
    values = {
      id               = "payments/daily"
      skipped_clusters = { us = "the connection was refused" }
    }
  }
}

variables {
  clusters = { eu = "eu-prod", us = "us-prod" }
}

run "what_was_skipped_is_passed_on" {
  assert {
    condition     = output.skipped["us"] == "the connection was refused"
    error_message = jsonencode(output.skipped)
  }

  # Maps of objects stay empty in a mock, even with an override.
  assert {
    condition     = length(workspace_backup_schedule.daily.schedules) == 0
    error_message = jsonencode(workspace_backup_schedule.daily.schedules)
  }
}

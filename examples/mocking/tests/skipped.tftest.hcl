# A file of its own: within one file, later runs find the resource in the state of the first, and its override is not used.
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

  # Maps of objects stay empty in a mock, whatever an override says.
  assert {
    condition     = length(workspace_backup_schedule.daily.schedules) == 0
    error_message = jsonencode(workspace_backup_schedule.daily.schedules)
  }
}

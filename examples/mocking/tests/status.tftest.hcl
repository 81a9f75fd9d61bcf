# No cluster, no kubeconfig, no Velero: Terraform makes up all answers of the provider, except those in this file.
mock_provider "workspace" {
  # In a mock, arguments with a default are random letters or false. Set those that matter.
  mock_resource "workspace_backup_schedule" {
    defaults = {
      expiry             = "720h"
      include_disks      = true
      unhealthy_clusters = "skip"
    }
  }
}

variables {
  clusters = { eu = "eu-prod", us = "us-prod" }
}

run "all_is_well" {
  override_data {
    target = data.workspace_backup.latest
    values = {
      complete = true
      run_time = "2030-01-31T02:00:00Z"
    }
  }

  assert {
    condition     = output.status == "protected since 2030-01-31T02:00:00Z"
    error_message = output.status
  }

  assert {
    condition     = workspace_backup_schedule.daily.expiry == "720h"
    error_message = workspace_backup_schedule.daily.expiry
  }
}

run "a_cluster_without_a_backup_is_named" {
  # In a plan the override is used. In an apply, the state of the run before would be.
  command = plan

  override_data {
    target = data.workspace_backup.latest
    values = {
      complete         = false
      missing_clusters = ["us"]
    }
  }

  assert {
    condition     = output.status == "no backup on us"
    error_message = output.status
  }
}

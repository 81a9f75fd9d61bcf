# Credentials that come from Terraform, and are in no plan and no state.
terraform {
  required_version = ">= 1.11" # write-only arguments

  required_providers {
    workspace = {
      source = "workspace-backup/workspace"
    }
  }
}

provider "workspace" {
  name       = "payments"
  namespaces = ["payments-api", "payments-db"]
  clusters = {
    eu = { config_path = "~/.kube/config", config_context = "eu-prod" }
    us = { config_path = "~/.kube/config", config_context = "us-prod" }
  }
}

variable "bucket_key" {
  description = "Key and secret of the bucket's user. Ephemeral, so Terraform stores it nowhere."
  type        = object({ id = string, secret = string })
  ephemeral   = true
}

resource "workspace_backup_location" "backups" {
  name             = "backups"
  storage_provider = "aws"
  bucket           = "example-backups"
  config           = { region = "eu-central-1" }

  credential_wo         = <<-EOT
    [default]
    aws_access_key_id=${var.bucket_key.id}
    aws_secret_access_key=${var.bucket_key.secret}
  EOT
  credential_wo_version = 1 # another number for every new key
}

variable "wait" {
  default = true
}

variable "deletion_policy" {
  default = "retain"
}

variable "allow_partially_failed" {
  default = false
}

variable "timeouts" {
  type    = any
  default = null
}

variable "triggers" {
  type    = map(string)
  default = null
}

resource "workspace_backup" "this" {
  name                   = var.prefix
  backup_location        = "default"
  expiry                 = "7d"
  wait                   = var.wait
  allow_partially_failed = var.allow_partially_failed
  deletion_policy        = var.deletion_policy
  timeouts               = var.timeouts
  triggers               = var.triggers
}

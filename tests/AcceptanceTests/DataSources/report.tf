# As in a pipeline that has stored what data.workspace_protection found.
variable "found" {
  type = string
}

output "report" {
  value = provider::workspace::protection_report(jsondecode(var.found))
}

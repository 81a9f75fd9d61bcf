data "workspace_protection" "all" {}

# terraform output -raw report > protection.html
output "report" {
  value = provider::workspace::protection_report(data.workspace_protection.all)
}

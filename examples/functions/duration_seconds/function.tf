# 2592000
output "ttl_seconds" {
  value = provider::workspace::duration_seconds("30d")
}

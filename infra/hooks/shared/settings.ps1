# How the hooks read their variables. A value that they cannot take ends the hook, which says what it takes.
# The twin of settings.sh.

function Get-Setting($name, $default) {
  $value = [Environment]::GetEnvironmentVariable($name)
  if ([string]::IsNullOrEmpty($value)) { $default } else { $value }
}

# Whether a variable is true. Case does not count.
function Test-Setting($name, $default) {
  $value = Get-Setting $name $default
  if ($value -notin 'true', 'false') { throw "$name takes true or false." }
  $value -eq 'true'
}

# A whole number of seconds, an hour at most.
function Get-Seconds($name, $default) {
  $value = Get-Setting $name $default
  if ($value -notmatch '^[0-9]{1,4}\z' -or [int]$value -gt 3600) { throw "$name takes a whole number of seconds from 0 to 3600." }
  [int]$value
}

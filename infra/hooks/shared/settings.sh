# How the hooks read their variables. A value that they cannot take ends the hook, which says what it takes.

# is_true NAME DEFAULT: whether a variable is true. Case does not count.
is_true() {
  eval "value=\${$1:-$2}"
  case $(printf %s "$value" | tr '[:upper:]' '[:lower:]') in
    true) return 0 ;;
    false) return 1 ;;
  esac
  echo "$1 takes true or false." >&2
  exit 1
}

# seconds NAME DEFAULT: prints a whole number of seconds, an hour at most.
seconds() {
  eval "value=\${$1:-$2}"
  case $value in
    *[!0-9]* | ?????*) ;;
    *)
      if [ "$value" -le 3600 ]; then
        echo "$value"
        return
      fi
      ;;
  esac
  echo "$1 takes a whole number of seconds from 0 to 3600." >&2
  exit 1
}

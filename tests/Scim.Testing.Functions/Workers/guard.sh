# sh guard.sh COMMAND ARGUMENTS: runs the command until it ends, or kills it when standard input ends, so that it never outlives
# whoever started this. The first line of output is its process id; the exit code is its own.
exec 3<&0
sh -c 'echo "$$"; exec "$@"' sh "$@" </dev/null 3<&- &
guarded=$!
{
  read -r _ <&3
  kill -KILL "$guarded"
} >/dev/null 2>&1 &
guard=$!
exec 3<&-
wait "$guarded"
code=$?
kill "$guard" 2>/dev/null
exit "$code"

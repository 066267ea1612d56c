#!/bin/sh
# Starts the board of this folder; with words, runs them as a command of inspect-once.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 2
export PYTHONUTF8=1

found=
for python in "$here/python/bin/python3" $(printf 'python%s ' @PYTHONS@) python3 python; do
  if "$python" "$here/start.py" --fits >/dev/null 2>&1; then
    found=$python
    break
  fi
done

if [ -z "$found" ]; then
  cat "$here/no-python.txt"
  code=2
else
  "$found" "$here/start.py" "$@"
  code=$?
fi
if [ "$code" -ne 0 ] && [ -t 0 ]; then
  printf '按回车键关闭 / press Enter … '
  read -r _
fi
exit "$code"

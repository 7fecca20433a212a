set -eu
count=0
for name in a b "c d"; do
  case $name in
    a | b) count=$((count + 1)) ;;
    *) printf '%s\n' "other: ${name:-none}" >&2 ;;
  esac
done
if [ "$count" -gt 1 ] && command -v date >/dev/null; then
  echo "two"
elif [ -z "${HOME:-}" ]; then
  echo 'no home'
else
  echo "$(date | sed 's/ /_/g')"
fi
while read -r line; do
  echo "$line"
done <<EOF
one
two $count
EOF
check() {
  [ -e "$1" ] || return 1
}
until check /tmp; do sleep 1; done
(cd /tmp && ls) | { read -r first; echo "$first"; }
trap 'exit 0' TERM

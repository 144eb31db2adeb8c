#!/usr/bin/env bash
# Records check.svg, the picture in the README: a learner's check of lab 01 with one mistake in it.
# Needs Debian's tmux and termtosvg, and a checkout without a copy of lab 01 in work/.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -e work/01-echo ]; then
  echo "Cannot record: work/01-echo is somebody's copy; use a fresh clone" >&2
  exit 1
fi

frames=$(mktemp -d)
trap 'rm -rf "$frames" work/01-echo' EXIT
node cli/bootstrap.mjs docs/pictures/wrong-copy.ts

cat >"$frames/session.sh" <<'SESSION'
printf '$ npm run lab 01 check\n'
npm run --silent lab 01 check
SESSION
tmux new-session -d -s "record-$$" -x 90 -y 40 \
  "termtosvg '$frames' -s -g 82x34 -t window_frame -c 'bash $frames/session.sh'; tmux wait-for -S record-$$"
tmux wait-for "record-$$"
last=$(ls "$frames"/*.svg | sort -V | tail -n 1)
cp "$last" docs/pictures/check.svg
echo "Wrote docs/pictures/check.svg"

#!/usr/bin/env bash
# Records the pictures of the wire tap: tap-07.svg, a log-in in a terminal, and tap-08.png, a talk as a
# page. Needs Debian's tmux, termtosvg and chromium, and a checkout without copies of labs 07 and 08.
set -euo pipefail
cd "$(dirname "$0")/../.."
pictures=$(mktemp -d)
trap 'rm -rf "$pictures"' EXIT

# The account is made beforehand, so that the picture begins with the log-in.
export LAB_DATA="$pictures/data-07" LAB_NAME=ada LAB_PASSWORD='correct horse'
LAB_ACTION=register node cli/bootstrap.mjs cli/lab.ts 07 pair --solution --port 0 </dev/null >/dev/null 2>&1

cat >"$pictures/session.sh" <<SESSION
export LAB_DATA='$LAB_DATA' LAB_NAME='$LAB_NAME' LAB_PASSWORD='$LAB_PASSWORD'
printf '\$ npm run lab 07 tap </dev/null\n'
npm run --silent lab 07 tap -- --solution </dev/null
SESSION
tmux new-session -d -s "record-$$" -x 120 -y 60 \
  "termtosvg '$pictures' -s -g 104x41 -t window_frame -c 'bash $pictures/session.sh'; tmux wait-for -S record-$$"
tmux wait-for "record-$$"
last=$(ls "$pictures"/*.svg | sort -V | tail -n 1)
cp "$last" docs/pictures/tap-07.svg

node docs/pictures/tap-08.ts "$pictures/tap-08.html" "$pictures/data-08"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$pictures/profile" \
  --window-size=900,1160 --screenshot="$PWD/docs/pictures/tap-08.png" "file://$pictures/tap-08.html" \
  2>/dev/null
echo "Wrote docs/pictures/tap-07.svg and docs/pictures/tap-08.png"

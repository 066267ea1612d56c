#!/usr/bin/env bash
# Draws docs/roster.png: the first page of the example street's roster, as an office program prints it.
# Needs LibreOffice, poppler-utils and a Chinese font (apt-get install libreoffice-calc poppler-utils
# fonts-noto-cjk). Run from anywhere, after installing the project into .venv (README):
#
#     docs/make_picture.sh
set -euo pipefail
cd "$(dirname "$0")/.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"${INSPECT_ONCE:-.venv/bin/inspect-once}" plan examples/dongxin/street.xlsx --week 2026-W49 --out "$place"
soffice --headless "-env:UserInstallation=file://$place/profile" \
    --convert-to pdf --outdir "$place" "$place/roster.xlsx" >/dev/null
# A4 landscape at 150 dots per inch is 1754 × 1240; the margins and the foot of the page are cut off.
pdftoppm -r 150 -f 1 -l 1 -x 50 -y 20 -W 1654 -H 768 -singlefile -png "$place/roster.pdf" docs/roster

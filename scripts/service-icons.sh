#!/usr/bin/env bash
# Copies the pictures of AWS services that the catalog names, unmodified, with the words on whose they are. Trunk calls
# this after each build, with the folder that it fills.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${TRUNK_STAGING_DIR:-dist}/icons

mkdir -p "$folder"
cut -f3 src/catalog/data/services.tsv | grep -v -e '^$' -e ' ' | sort -u | while read -r name; do
    cp "node_modules/aws-icons/icons/architecture-service/$name.svg" "$folder/"
done
cp NOTICE "$folder/NOTICE.txt"

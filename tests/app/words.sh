#!/bin/sh
# words.sh LANGUAGE: fails, naming them, if sentences that kiosk/ shows are missing in assets/locale/LANGUAGE.po, or
# if it has some that nothing shows. (fit_test finds those that are too long for their place.)
set -eu
cd "$(dirname "$0")/../.."
template=$(mktemp)
unused=$(mktemp)
trap 'rm -f "$template" "$unused"' EXIT
xgettext --from-code=UTF-8 --language=C++ --output="$template" --keyword \
  --keyword=t:1,1t --keyword=t:1c,2,2t --keyword=t_in:2 --keyword=tn:1,2 \
  --keyword=translatable:1,1t \
  --keyword=get:2,2t --keyword=get:2c,3,3t --keyword=count:2,3 \
  kiosk/screens/*.cpp kiosk/screens/*.h kiosk/app/*.cpp
[ "$(grep -c '^msgid' "$template")" -gt 100 ]
msgcmp "assets/locale/$1.po" "$template"
msgmerge --quiet --no-fuzzy-matching --output-file="$unused" "assets/locale/$1.po" "$template"
if grep '^#~ msgid' "$unused"; then
  echo "nothing shows these" >&2
  exit 1
fi

#!/bin/sh
# messages.sh LANGUAGE: fails, naming them, if sentences of `kioskctl pack check` are missing in
# assets/locale/check/LANGUAGE.po, if it has some that nothing says, or if a translation lost a {name} or made one up.
set -eu
cd "$(dirname "$0")/../.."
words=assets/locale/check/$1.po
template=$(mktemp)
unused=$(mktemp)
trap 'rm -f "$template" "$unused"' EXIT
xgettext --from-code=UTF-8 --language=C++ --output="$template" --keyword \
  --keyword=say:1 --keyword=then:1 --keyword=phrase:1 --keyword=count:1,2 \
  kiosk/content/*.cpp kiosk/content/*.h
[ "$(grep -c '^msgid' "$template")" -gt 100 ]
msgcmp "$words" "$template"
msgmerge --quiet --no-fuzzy-matching --output-file="$unused" "$words" "$template"
if grep '^#~ msgid' "$unused"; then
  echo "nothing says these" >&2
  exit 1
fi
# A sentence a line: what is filled in has to be the same on both sides.
msgattrib --no-wrap "$words" | awk '
  # Every {name} of one text is in the other.
  function covers(text, other) {
    while (match(text, /\{[a-z]+\}/)) {
      if (!index(other, substr(text, RSTART, RLENGTH))) return 0
      text = substr(text, RSTART + RLENGTH)
    }
    return 1
  }
  /^msgid / { id = $0 }
  /^msgstr "/ { if (!covers(id, $0) || !covers($0, id)) { print id "\n" $0; bad = 1 } }
  END { exit bad }'

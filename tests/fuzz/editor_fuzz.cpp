// Any bytes as keys on a field: the text stays valid and within its limit, caret and selection stand at its
// letters, and undo leads back to where it began.

#include "kiosk/text/editor.h"

#include "kiosk/base/check.h"
#include "kiosk/base/utf8.h"

using namespace kiosk;
using namespace kiosk::text;

namespace {

constexpr std::size_t kLimit = 60;

void check(const Editor& editor) {
  const std::string_view text = editor.text();
  const auto stands = [&](std::uint32_t at) {
    return at <= text.size() && (at == text.size() || !base::is_continuation(text[at]));
  };
  KIOSK_ASSERT(base::is_valid_utf8(text));
  KIOSK_ASSERT(base::count_code_points(text) <= kLimit);
  const TextRange selection = editor.selection();
  KIOSK_ASSERT(stands(editor.caret().offset) && stands(selection.start) && stands(selection.end));
  KIOSK_ASSERT(selection.start <= selection.end);
}

// One of the places where a caret can stand.
Caret place(Segmenter& segmenter, const Editor& editor, std::uint8_t choice) {
  const std::vector<std::uint32_t> stops = segmenter.graphemes(editor.text());
  return {stops[choice % stops.size()], (choice & 1) != 0 ? Lean::before : Lean::after};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Segmenter segmenter;
  Editor editor(kLimit);
  std::size_t changes = 0;
  for (std::size_t at = 0; at + 1 < size; ++at) {
    const std::uint8_t key = data[at], next = data[at + 1];
    const std::string_view rest(reinterpret_cast<const char*>(data) + at + 1, size - at - 1);
    bool changed = false;
    switch (key % 12) {
      case 0:
        changed = editor.backspace(segmenter);
        break;
      case 1:
        changed = editor.backspace_word(segmenter);
        break;
      case 2:
        changed = editor.delete_forward(segmenter);
        break;
      case 3:
        editor.set_caret(place(segmenter, editor, next));
        break;
      case 4:
        editor.extend_to(place(segmenter, editor, next));
        break;
      case 5:
        editor.select_word(segmenter, place(segmenter, editor, next).offset);
        break;
      case 6:
        editor.undo();
        break;
      case 7:
        changed = editor.clear();
        break;
      default: {
        const std::size_t length = std::min<std::size_t>(rest.size(), 1 + key / 12);
        changed = editor.insert(rest.substr(0, length));
        at += length;
      }
    }
    changes += changed ? 1 : 0;
    check(editor);
  }
  while (editor.undo()) check(editor);
  if (changes < Editor::kMostUndos) KIOSK_ASSERT(editor.text().empty());
  return 0;
}

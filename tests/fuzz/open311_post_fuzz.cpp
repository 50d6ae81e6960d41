// A form posted by Open311: what becomes a complaint keeps the rules of one, goes through its letter unchanged,
// and every refusal is a sentence.

#include "kiosk/desk/open311_post.h"

#include <algorithm>
#include <cstdlib>

#include "kiosk/base/utf8.h"
#include "kiosk/complaint/letter.h"
#include "kiosk/desk/attributes.h"
#include "kiosk/desk/open311_xml.h"

namespace {

using namespace kiosk;

void demand(bool condition) {
  if (!condition) abort();
}

const desk::Names& names() {
  static const desk::Names names =
      desk::Names::read(std::string(KIOSK_SOURCE_DIR) + "/kiosk/desk/web/names.json").value();
  return names;
}

bool is_known(const complaint::QuestionAnswer& answer, std::string_view category) {
  if (answer.code == desk::kCoordinatesCode || answer.code == desk::kMediaCode) return true;
  return std::any_of(names().questions.begin(), names().questions.end(), [&](const desk::Question& one) {
    return one.words.slug == answer.code && one.category == category;
  });
}

void check_draft(const complaint::Draft& draft) {
  demand(base::count_code_points(draft.text.view()) <= complaint::kOpen311TextMaxCodePoints);
  for (const base::SecretString* field : {&draft.landmark, &draft.name})
    demand(base::count_code_points(field->view()) <= complaint::kFieldMaxCodePoints);
  demand(draft.district.empty() || names().find_district(draft.district) != nullptr);
  demand(draft.phone.empty() || draft.phone.size() == complaint::kPhoneDigits);
  demand(draft.answers.size() <= complaint::kAnswersMax);
  for (const complaint::QuestionAnswer& answer : draft.answers) demand(is_known(answer, draft.category));
}

void check_letter(const complaint::Complaint& complaint) {
  const base::SecretString letter =
      complaint::write_letter(complaint, complaint::ReceiptCode::parse("482719360574").value());
  const base::Result<complaint::Letter> read = complaint::read_letter(letter.view());
  demand(read.ok());
  demand(read->draft.text == complaint.draft().text && read->draft.landmark == complaint.draft().landmark);
  demand(read->draft.answers.size() == complaint.draft().answers.size());
}

// Nothing below a blank but what XML allows, and no markup but the program's.
void check_xml(std::string_view text) {
  const std::string xml = desk::to_georeport_xml("a", base::Json(text));
  demand(base::is_valid_utf8(xml));
  demand(std::count(xml.begin(), xml.end(), '<') == 3);
  demand(std::none_of(xml.begin(), xml.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
  }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const base::Result<desk::Form> form = desk::Form::parse(text);
  if (!form) return 0;
  for (const base::Language language : {base::Language::ar, base::Language::fr}) {
    const base::Result<complaint::Complaint> complaint = desk::complaint_in(*form, names(), language);
    if (!complaint) {
      demand(!complaint.error().sentence().empty() && base::is_valid_utf8(complaint.error().sentence()));
      check_xml(complaint.error().sentence());
      continue;
    }
    check_draft(complaint->draft());
    check_letter(*complaint);
    check_xml(complaint->draft().text.view());
  }
  return 0;
}

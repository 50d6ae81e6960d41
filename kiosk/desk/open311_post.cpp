#include "kiosk/desk/open311_post.h"

#include <charconv>
#include <cmath>

#include "kiosk/desk/attributes.h"
#include "kiosk/desk/desk_database.h"

namespace kiosk::desk {
namespace {

using base::Error;
using base::Language;
using base::Result;
using complaint::DraftError;

constexpr double kLatitudeMost = 90, kLongitudeMost = 180;
constexpr int kCoordinateDecimals = 6;  // a decimetre

std::string_view in(Language language, std::string_view ar, std::string_view fr) {
  return language == Language::ar ? ar : fr;
}

Error refused(Language language, std::string_view ar, std::string_view fr) {
  return {DeskError::refused, std::string(in(language, ar, fr))};
}

// What the rules of a complaint say, in the person's words.
Error refused(Language language, const Error& error) {
  switch (error.as<DraftError>().value_or(DraftError::not_text)) {
    case DraftError::text_too_short:
      return refused(language, "صفوا ما حدث بعشرة أحرف على الأقل (description)",
                     "Décrivez le problème en dix lettres au moins (description)");
    case DraftError::text_too_long:
      return refused(language, "الوصف أطول من 4000 حرف (description)",
                     "La description dépasse 4000 caractères (description)");
    case DraftError::phone_incomplete:
      return refused(language, "رقم الهاتف من عشرة أرقام (phone)",
                     "Le numéro de téléphone a dix chiffres (phone)");
    case DraftError::phone_prefix:
      return refused(language, "يبدأ رقم الهاتف بـ 05 أو 06 أو 07 (phone)",
                     "Le numéro de téléphone commence par 05, 06 ou 07 (phone)");
    case DraftError::field_too_long:
      return refused(language, "الاسم أو العنوان أو أحد الأجوبة أطول من 120 حرفاً",
                     "Le nom, l’adresse ou une réponse dépasse 120 caractères");
    default:
      return refused(language, "في الشكاية ما لا يُقبل", "La demande contient ce qui n’est pas accepté");
  }
}

// A number within ± most; nothing if it is none.
std::optional<double> degrees(std::string_view text, double most) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == end;
  return whole && std::isfinite(value) && std::abs(value) <= most ? std::optional(value) : std::nullopt;
}

std::string decimal(double value) {
  char text[32];
  const auto end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, kCoordinateDecimals).ptr;
  return {text, end};
}

Result<void> add_coordinates(const Form& form, Language language, complaint::Draft& draft) {
  const std::string_view lat = form.value("lat");
  const std::string_view lon = form.value("long");
  if (lat.empty() && lon.empty()) return base::done();
  const std::optional<double> latitude = degrees(lat, kLatitudeMost);
  const std::optional<double> longitude = degrees(lon, kLongitudeMost);
  if (!latitude || !longitude)
    return refused(language, "الإحداثيات غير صحيحة (lat, long)",
                   "Les coordonnées ne sont pas valables (lat, long)");
  complaint::set_answer(draft, kCoordinatesCode, base::cat(decimal(*latitude), ", ", decimal(*longitude)));
  return base::done();
}

Result<void> add_media(const Form& form, Language language, complaint::Draft& draft) {
  const std::string_view url = form.value("media_url");
  if (url.empty()) return base::done();
  if (!url.starts_with("https://") && !url.starts_with("http://"))
    return refused(language, "عنوان الصورة ليس عنواناً على الشبكة (media_url)",
                   "Le lien de l’image n’est pas une adresse http ou https (media_url)");
  complaint::set_answer(draft, kMediaCode, url);
  return base::done();
}

Result<std::string> district_in(const Form& form, const Names& names, Language language) {
  for (const std::string& name : {attribute_name(kDistrictAttribute), std::string("address_id")}) {
    const std::string_view slug = form.value(name);
    if (slug.empty()) continue;
    if (names.find_district(slug) == nullptr)
      return refused(language, base::cat("هذه المقاطعة غير معروفة (", name, ")"),
                     base::cat("Cet arrondissement n’existe pas (", name, ")"));
    return std::string(slug);
  }
  return std::string();
}

// "Éclairage public. Combien de lampes : Toute la rue"
std::string words_of_choices(const complaint::Draft& draft, const Names& names, Language language) {
  std::string words = names.category(draft.category, language);
  for (const complaint::QuestionAnswer& answer : draft.answers)
    words += base::cat(". ", names.question(answer.code, language), in(language, ": ", " : "),
                       names.answer(answer, language));
  return words;
}

}  // namespace

Result<complaint::Complaint> complaint_in(const Form& form, const Names& names, Language language) {
  complaint::Draft draft;
  draft.category = form.value("service_code");
  draft.district = TRY(district_in(form, names, language));
  draft.answers = TRY(answers_in(form, names, draft.category, language));
  draft.text = form.value("description");
  if (draft.text.empty()) draft.text = words_of_choices(draft, names, language);
  TRY(add_coordinates(form, language, draft));
  TRY(add_media(form, language, draft));
  draft.landmark = form.value("address_string");
  draft.name = base::cat(form.value("first_name"), form.has("last_name") ? " " : "", form.value("last_name"));
  draft.phone = form.value("phone");
  draft.contact = draft.phone.empty() ? complaint::Contact::none : complaint::Contact::call;
  draft.language = language;
  Result<complaint::Complaint> complaint = complaint::complete(draft, complaint::Origin::open311);
  if (!complaint) return refused(language, complaint.error());
  return complaint;
}

}  // namespace kiosk::desk

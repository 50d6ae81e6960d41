#include "kiosk/app/strings.h"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "kiosk/app/format.h"
#include "kiosk/base/log.h"
#include "kiosk/base/utf8.h"

namespace kiosk::app {
namespace {

namespace gettext = boost::locale::gnu_gettext;
using Facet = boost::locale::message_format<char>;

constexpr const char* kDomain = "kiosk";

std::vector<char> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A facet holding one .mo file; null when there is none (English needs none).
std::unique_ptr<std::locale> load(const std::filesystem::path& folder, base::Language language) {
  const std::filesystem::path path = folder / (std::string(base::code_of(language)) + ".mo");
  if (!std::filesystem::exists(path)) return nullptr;
  gettext::messages_info info;
  info.language = base::code_of(language);
  info.encoding = "UTF-8";
  info.paths.emplace_back("");
  info.domains.emplace_back(kDomain);
  info.callback = [path](const std::string&, const std::string&) { return read_file(path); };
  return std::make_unique<std::locale>(std::locale::classic(), gettext::create_messages_facet<char>(info));
}

}  // namespace

struct Strings::Catalogues {
  std::array<std::unique_ptr<std::locale>, base::kLanguages.size()> locales;
  [[nodiscard]] const Facet* facet(base::Language language) const {
    const auto& locale = locales[static_cast<std::size_t>(language)];
    return locale ? &std::use_facet<Facet>(*locale) : nullptr;
  }
};

Strings::Strings(const std::filesystem::path& locale_folder) : catalogues_(std::make_unique<Catalogues>()) {
  for (const base::Language language : base::kLanguages) {
    catalogues_->locales[static_cast<std::size_t>(language)] = load(locale_folder, language);
  }
}
Strings::~Strings() = default;
Strings::Strings(Strings&&) noexcept = default;
Strings& Strings::operator=(Strings&&) noexcept = default;

std::string Strings::get(base::Language language, const char* words) const {
  return get(language, nullptr, words);
}

std::string Strings::get(base::Language language, const char* context, const char* words) const {
  const Facet* facet = catalogues_->facet(language);
  const char* found = facet == nullptr ? nullptr : facet->get(0, context, words);
  return found != nullptr ? found : words;
}

std::string Strings::count(base::Language language, const char* one, const char* many, std::int64_t n) const {
  const Facet* facet = catalogues_->facet(language);
  const char* found = facet == nullptr ? nullptr : facet->get(0, nullptr, one, static_cast<int>(n));
  return fill_in(found != nullptr ? found : (n == 1 ? one : many), {{"n", number_text(language, n)}});
}

std::string isolated(std::string_view value) {
  return std::string(base::kFirstStrongIsolate).append(value).append(base::kPopIsolate);
}

std::string left_to_right(std::string_view value) {
  return std::string(base::kLeftToRightIsolate).append(value).append(base::kPopIsolate);
}

std::string fill_in(std::string words, std::initializer_list<Named> values) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t open = words.find('{', at), close = words.find('}', at);
    if (open == std::string::npos || close == std::string::npos) return out.append(words, at);
    out.append(words, at, open - at);
    const std::string_view name = std::string_view(words).substr(open + 1, close - open - 1);
    const Named* named =
        std::find_if(values.begin(), values.end(), [&](const Named& one) { return one.name == name; });
    out += named != values.end() ? isolated(named->value) : words.substr(open, close + 1 - open);
    at = close + 1;
  }
  return out;
}

}  // namespace kiosk::app

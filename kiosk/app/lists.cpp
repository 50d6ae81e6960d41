#include "kiosk/app/lists.h"

#include <algorithm>

namespace kiosk::app {
namespace {

struct BuiltIn {
  const char* slug;
  const char* name;  // English, to be translated
  const char* icon;
};

// TRANSLATORS: names of complaint categories
constexpr BuiltIn kCategories[] = {
    {"cleanliness", translatable("Cleanliness and waste"), "waste"},
    {"lighting", translatable("Street lighting"), "street-light"},
    {"roads", translatable("Roads and pavements"), "road"},
    {"water", translatable("Water and sewerage"), "water"},
    {"gardens", translatable("Gardens and trees"), "tree"},
    {"building", translatable("Building and planning"), "construction"},
    {"markets", translatable("Markets and vendors"), "market"},
    {"noise", translatable("Noise and nuisance"), "noise"},
    {"other", translatable("Another subject"), "other"},
};
constexpr BuiltIn kDistricts[] = {
    {"bab-lamrissa", translatable("Bab Lamrissa"), ""}, {"tabriquet", translatable("Tabriquet"), ""},
    {"bettana", translatable("Bettana"), ""},           {"hssaine", translatable("Hssaine"), ""},
    {"layayda", translatable("Layayda"), ""},
};

std::vector<Choice> built_in(std::span<const BuiltIn> rows, const State& state, const Strings& strings) {
  std::vector<Choice> out;
  for (const BuiltIn& row : rows)
    out.push_back({row.slug, strings.get(state.language(), row.name), row.icon});
  return out;
}

std::string name_in(const std::vector<Choice>& choices, const std::string& slug) {
  const auto found =
      std::find_if(choices.begin(), choices.end(), [&](const Choice& choice) { return choice.slug == slug; });
  return found == choices.end() ? slug : found->name;
}

}  // namespace

std::vector<Choice> categories(const State& state, const Strings& strings) {
  // Whatever became of the content, complaints are taken.
  if (!state.kiosk.catalogue || state.kiosk.catalogue->contents().categories.empty())
    return built_in(kCategories, state, strings);
  std::vector<Choice> out;
  for (const content::Category& category : state.kiosk.catalogue->contents().categories) {
    out.push_back({category.slug, category.name.in(state.language()), category.icon});
  }
  return out;
}

std::vector<Choice> districts(const State& state, const Strings& strings) {
  if (!state.kiosk.catalogue || state.kiosk.catalogue->contents().districts.empty())
    return built_in(kDistricts, state, strings);
  std::vector<Choice> out;
  for (const content::District& district : state.kiosk.catalogue->contents().districts) {
    out.push_back({district.slug, district.name.in(state.language()), {}});
  }
  return out;
}

std::vector<Choice> neighbourhoods(const State& state, const std::string& slug) {
  std::vector<Choice> out;
  const content::District* district = state.kiosk.catalogue ? state.kiosk.catalogue->district(slug) : nullptr;
  if (district == nullptr) return out;
  for (const auto& neighbourhood : district->neighbourhoods) {
    out.push_back({neighbourhood.slug, neighbourhood.name.in(state.language()), {}});
  }
  return out;
}

std::string category_name(const State& state, const Strings& strings, const std::string& slug) {
  return name_in(categories(state, strings), slug);
}

std::string district_name(const State& state, const Strings& strings, const std::string& slug) {
  return name_in(districts(state, strings), slug);
}

std::string other_receiver(const State& state) {
  const content::Catalogue* catalogue = state.kiosk.catalogue.get();
  const content::Category* category = catalogue ? catalogue->category(state.form.draft.category) : nullptr;
  const content::Service* service = category ? catalogue->service(category->service) : nullptr;
  if (service == nullptr || service->name == catalogue->site().cell) return {};
  return service->name.in(state.language());
}

std::optional<std::int64_t> others_reported(const State& state) {
  // The desk's clock may be a little ahead.
  constexpr std::chrono::hours kAhead(24);
  const std::optional<complaint::OpenCounts>& known = state.kiosk.open_counts;
  if (!known) return std::nullopt;
  const auto age = state.wall - known->as_of;
  if (age > kOpenCountsFresh || age < -kAhead) return std::nullopt;
  for (const complaint::OpenCount& one : known->counts) {
    if (one.category == state.form.draft.category && one.district == state.form.draft.district)
      return one.count;
  }
  return std::nullopt;
}

std::vector<const content::Campaign*> campaigns_now(const State& state) {
  if (state.kiosk.catalogue == nullptr) return {};
  // A clock that is behind its floor, or behind the content, is wrong: then it is their day.
  return state.kiosk.catalogue->campaigns_on(
      std::max(base::local_day(std::max(state.began.value_or(state.wall), state.kiosk.clock_floor)),
               state.kiosk.catalogue->created()));
}

}  // namespace kiosk::app

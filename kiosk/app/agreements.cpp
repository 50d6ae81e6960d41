#include "kiosk/app/agreements.h"

#include <algorithm>

namespace kiosk::app {
namespace {

using content::Agreement;
using content::Period;

// A partner is known by its Arabic words, which every content has.
const std::string& key_of(const content::LocalText& partner) { return partner.own(base::Language::ar); }

bool is_in(const Period& period, int year) { return year >= period.first_year && year <= period.last_year; }

bool matches(const AgreementChoice& choice, const Agreement& agreement) {
  return (!choice.field || *choice.field == agreement.field) &&
         (choice.partner.empty() || choice.partner == key_of(agreement.partner));
}

const content::Contents* contents_of(const State& state) {
  return state.kiosk.catalogue == nullptr ? nullptr : &state.kiosk.catalogue->contents();
}

}  // namespace

const Period* period_shown(const State& state) {
  const content::Contents* contents = contents_of(state);
  if (contents == nullptr || contents->periods.empty()) return nullptr;
  const Period* chosen = state.kiosk.catalogue->period(state.agreements.period);
  return chosen != nullptr ? chosen : &contents->periods.back();
}

std::vector<const Agreement*> agreements_shown(const State& state) {
  const Period* period = period_shown(state);
  if (period == nullptr) return {};
  std::vector<const Agreement*> found = state.kiosk.catalogue->agreements_of(*period);
  std::erase_if(found, [&](const Agreement* one) { return !matches(state.agreements, *one); });
  return found;
}

std::vector<YearCount> years_of_agreements(const State& state) {
  const Period* shown = period_shown(state);
  if (shown == nullptr) return {};
  const content::Contents& contents = *contents_of(state);
  std::vector<YearCount> years;
  for (const Period& period : contents.periods) {
    for (int year = period.first_year; year <= period.last_year; ++year)
      years.push_back({year, 0, is_in(*shown, year)});
  }
  const auto before = [](const YearCount& a, const YearCount& b) { return a.year < b.year; };
  const auto same = [](const YearCount& a, const YearCount& b) { return a.year == b.year; };
  std::sort(years.begin(), years.end(), before);
  years.erase(std::unique(years.begin(), years.end(), same), years.end());
  for (const Agreement& agreement : contents.agreements) {
    const auto at =
        std::lower_bound(years.begin(), years.end(), YearCount{agreement.first_year, 0, false}, before);
    const bool known = at != years.end() && at->year == agreement.first_year;
    if (known && matches(state.agreements, agreement)) ++at->count;
  }
  return years;
}

std::vector<Partner> partners_shown(const State& state) {
  const Period* period = period_shown(state);
  if (period == nullptr) return {};
  AgreementChoice any_partner = state.agreements;
  any_partner.partner.clear();
  std::vector<Partner> partners;
  for (const Agreement& agreement : contents_of(state)->agreements) {
    if (key_of(agreement.partner).empty()) continue;
    auto known = std::find_if(partners.begin(), partners.end(), [&](const Partner& one) {
      return key_of(*one.name) == key_of(agreement.partner);
    });
    if (known == partners.end()) known = partners.insert(known, {partners.size() + 1, &agreement.partner, 0});
    if (is_in(*period, agreement.first_year) && matches(any_partner, agreement)) ++known->count;
  }
  std::erase_if(partners, [](const Partner& one) { return one.count == 0; });
  return partners;
}

const content::LocalText* partner_chosen(const State& state) {
  const content::Contents* contents = contents_of(state);
  if (contents == nullptr || state.agreements.partner.empty()) return nullptr;
  for (const Agreement& agreement : contents->agreements) {
    if (key_of(agreement.partner) == state.agreements.partner) return &agreement.partner;
  }
  return nullptr;
}

AgreementChoice choice_with_year(const State& state, int year) {
  AgreementChoice choice = state.agreements;
  const Period* shown = period_shown(state);
  if (shown == nullptr || is_in(*shown, year)) return choice;
  for (const Period& period : contents_of(state)->periods) {
    if (!is_in(period, year)) continue;
    choice.period = period.slug;
    return choice;
  }
  return choice;
}

}  // namespace kiosk::app

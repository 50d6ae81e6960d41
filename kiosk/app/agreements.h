#pragma once
// What the timeline of agreements shows: those that the choice of this visit (State::agreements) lets
// through, how many began in each year, and which partners there are to choose from. Pure functions of the
// State; what they point to belongs to its catalogue.

#include <vector>

#include "kiosk/app/state.h"

namespace kiosk::app {

// The period chosen, or the last one; null where the content has none.
const content::Period* period_shown(const State& state);
// Of that period, field and partner, newest first.
std::vector<const content::Agreement*> agreements_shown(const State& state);

// Every year of every period, oldest first, with those of the chosen field and partner that began in it.
struct YearCount {
  int year = 0;
  std::size_t count = 0;
  bool in_period = false;  // of the period shown
};
std::vector<YearCount> years_of_agreements(const State& state);

struct Partner {
  std::size_t number = 0;  // among all partners of the content, from 1: the same in every period and field
  const content::LocalText* name = nullptr;
  std::size_t count = 0;  // of agreements in the period and field shown
};
// Those with an agreement in the period and field shown, as their newest agreements follow one another.
std::vector<Partner> partners_shown(const State& state);
// The name of the partner chosen; null when all are shown, or the content does not know it any more.
const content::LocalText* partner_chosen(const State& state);

// The same choice, but in a period with this year: the one shown if it is in it.
AgreementChoice choice_with_year(const State& state, int year);

}  // namespace kiosk::app

#pragma once
// The questions that the content asks of one category, in the form. Those that have to be answered stand in
// the way of everybody; the others are offered on the subject's page, for most people know nothing of a
// pole's number and all of them came to tell something. Pure functions.

#include "kiosk/app/state.h"
#include "kiosk/app/strings.h"

namespace kiosk::app {

// Of the chosen category; none without content.
std::vector<const content::Question*> questions_of(const State& state);
// Those of them that are asked: all, once somebody wants to answer, else the required ones.
std::vector<const content::Question*> questions_asked(const State& state);
// The one on screen; null on other pages.
const content::Question* question_shown(const State& state);

bool is_chosen(const complaint::Draft& draft, const content::Question& question, std::string_view key);
// Of several choices one more, or one less; of one the new one.
void choose(complaint::Draft& draft, const content::Question& question, std::string_view key);
base::Result<void> check_answer(const complaint::Draft& draft, const content::Question& question);

// "How many lamps: one lamp", in the language of the visit; empty where there is no answer. What was typed is
// isolated from the words around it.
base::SecretString answer_words(const State& state, const Strings& strings,
                                const content::Question& question);

}  // namespace kiosk::app

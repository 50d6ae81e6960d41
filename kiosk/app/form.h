#pragma once
// What update() knows of the form by itself: whether anything was filled in, what a step still lacks, which
// part of the draft a field writes. Pure functions.

#include "kiosk/app/state.h"

namespace kiosk::app {

bool has_typed_something(const Form& form);
base::Result<void> check_step(Screen step, const complaint::Draft& draft);
// The neighbourhood that was chosen, by its name in the language of the visit.
void translate_neighbourhood(State& state);

void set_field(Form& form, Field field, const base::SecretString& text);

}  // namespace kiosk::app

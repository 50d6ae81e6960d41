#pragma once
// What update() knows of the form by itself: whether anything was filled in, which pages it has, what a page
// still lacks, which part of the draft a field writes. Pure functions.

#include "kiosk/app/state.h"

namespace kiosk::app {

bool has_typed_something(const Form& form);
// The pages of the form in their order: its steps, and between the first two the questions that are asked.
std::vector<Place> form_pages(const State& state);
// Where the page on screen stands among them; none outside the form.
std::optional<std::size_t> page_shown(const State& state);
// Whether so many were filed just now that the next one has to wait; it outlives the visit.
bool is_too_many(const State& state);
void note_filed(State& state);
base::Result<void> check_page(const State& state, const Place& page);
// Opens a page of the form; the trail keeps the pages before it, so that Back walks through them.
void open_page(State& state, std::size_t page);
void open_page(State& state, Screen first_of);
// Whether the page after this one is asked before somebody who changed a line is back on the check page.
bool asks_on(const State& state, const Place& page, const Place& next);
// The neighbourhood that was chosen, by its name in the language of the visit.
void translate_neighbourhood(State& state);

void set_field(Form& form, Field field, const base::SecretString& text);

}  // namespace kiosk::app

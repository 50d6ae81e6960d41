#pragma once
// What the steps of the complaint share: the five arches above, back and home and "continue" below, the error
// bar. Internal to kiosk/screens.

#include "kiosk/screens/page.h"

namespace kiosk::screens {

// The citizen's sentence for an error of the form, and what it is about.
std::string words_of(const Context& context, const base::Error& error);

// "Complaint", "Observation" or "Suggestion", to be translated.
const char* words_of(complaint::Kind kind);

// The one of three sentences that speaks of what the citizen brings.
std::string of_kind(complaint::Kind kind, std::string complaint, std::string observation,
                    std::string suggestion);

// "0612345678" in pairs; what is still missing as dashes.
std::string phone_in_pairs(std::string_view digits);

PageOptions form_page(const Context& context, app::Screen step, std::string title, std::string hint);
// Draws the page and hears its "continue".
PageResult draw_form_page(Context& context, const PageOptions& options);
// The error of this step at the foot of the box, if there is one; the height it took.
float error_bar(Context& context, const ui::Box& box);
// The same from the box's top down.
float error_below(Context& context, const ui::Box& box);

// Where a keyboard is up: the keyboard, and above or before it the room for what it writes into, with the
// tools at its foot; with low reach the tools stand by themselves, below it. Draws the error in the room.
struct TypingPlace {
  ui::Box room, keyboard;
  std::optional<ui::Box> tools;
};
TypingPlace typing_place(Context& context, const PageResult& page);

// What the cell may not take, and where to go with it: said before anything is written, on the first page to
// everybody. The button does nothing, and the sheet is none, where the content says nothing of it.
bool has_limits(const Context& context);
void limits_button(Context& context, const ui::Box& box);
void limits_sheet(Context& context);  // over the page, while it is open

ui::FieldWords field_words(const Context& context);

// A field while it is written into: the field, its tools (undo, clear, two arrows), and the keyboard.
struct Writing {
  app::Field which;
  std::string_view id;
  ui::FieldState& field;
  ui::FieldOptions options;
  ui::Box box;
  std::optional<ui::Box> tools;
  ui::Box keyboard;
};
void write_into(Context& context, Writing writing);
// The same for a field of one line, at the top of its room.
void write_one_line(Context& context, const TypingPlace& place, app::Field which, std::string_view id,
                    ui::FieldState& field, const ui::FieldOptions& options);
// The large field for the citizen's own words, on a page that is drawn.
void write_own_words(Context& context, const PageResult& page);

}  // namespace kiosk::screens

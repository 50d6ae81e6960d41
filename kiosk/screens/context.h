#pragma once
// What a screen draws with: the interface, the state, the words, a place for its intents, and what is kept
// between frames. Internal to kiosk/screens.

#include <array>

#include "kiosk/app/format.h"
#include "kiosk/app/lists.h"
#include "kiosk/content/search.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/card.h"
#include "kiosk/ui/map_camera.h"

namespace kiosk::screens {

// What was found, for as long as the question, the language and the content are the same.
struct SearchResults {
  std::optional<content::SearchIndex> index;
  std::shared_ptr<const content::Catalogue> catalogue;
  base::Language language = base::Language::ar;
  base::SecretString question;
  std::vector<content::Found> found;
};

// Where the touch test felt a finger, in design units from the start side and the top.
struct TouchDot {
  float across, down;
  bool first;  // where the finger came down
};

// Where the caret stands, what can be undone.
struct Fields {
  ui::FieldState text{complaint::kTextMaxCodePoints};
  ui::FieldState landmark{complaint::kFieldMaxCodePoints};
  ui::FieldState name{complaint::kFieldMaxCodePoints};
  ui::FieldState search{content::kMaxQueryCodePoints};
  ui::FieldState neighbourhood{complaint::kFieldMaxCodePoints};  // looked for
  ui::FieldState answer{complaint::kFieldMaxCodePoints};         // to the question shown
  std::array<ui::FieldState*, 6> all() { return {&text, &landmark, &name, &search, &neighbourhood, &answer}; }
};

// What the eye needs between frames and the behaviour does not.
struct Memory {
  Fields fields;
  SearchResults results;
  ui::KeyboardState keyboard;
  std::optional<app::Field> keyboard_for;  // the field it was opened for
  std::string answer_for;                  // the question whose answer was written last
  app::Place last_place;
  // The part of a portrait page whose scrolling buttons stood in a row of their own; empty: none did.
  std::string pair_row;
  struct Timeline {               // of the agreements
    app::AgreementChoice choice;  // whose list has been scrolled
    float offset = 0;             // where it stood when another page came
    std::optional<int> jump;      // a year that was touched, to be brought to the top
    std::optional<int> current;   // it stays current until the list moves on
    float current_offset = 0;
    std::string measured;        // what the heights of the rows belong to
    std::vector<float> heights;  // so that 200 of them are not measured in every frame
  };
  Timeline timeline;
  std::vector<TouchDot> touches;
  int touch_count = 0;
  bool touching = false;
  ui::Offset map_drag;  // of the twin cities' map, while what it shows stays the same
  app::Twins map_shown;
};

class Context {
 public:
  Context(ui::Interface& interface, const app::State& app_state, const app::Strings& strings, Memory& kept,
          Coasts& maps, std::vector<app::Intent>& out)
      : ui(interface), state(app_state), memory(kept), coasts(maps), strings_(strings), intents_(out) {}

  // The same page with content that is not installed yet, and another place for its intents.
  Context(const Context& page, const content::Catalogue& preview, std::vector<app::Intent>& out)
      : ui(page.ui),
        state(page.state),
        memory(page.memory),
        coasts(page.coasts),
        strings_(page.strings_),
        intents_(out),
        preview_(&preview) {}

  ui::Interface& ui;
  const app::State& state;
  Memory& memory;
  Coasts& coasts;

  [[nodiscard]] base::Language language() const { return state.language(); }
  [[nodiscard]] std::string t(const char* words) const { return strings_.get(language(), words); }
  [[nodiscard]] std::string t(const char* context, const char* words) const {
    return strings_.get(language(), context, words);
  }
  [[nodiscard]] std::string t_in(base::Language other, const char* words) const {
    return strings_.get(other, words);
  }
  [[nodiscard]] std::string tn(const char* one, const char* many, std::int64_t n) const {
    return strings_.count(language(), one, many, n);
  }
  [[nodiscard]] const app::Strings& strings() const { return strings_; }
  [[nodiscard]] const content::Catalogue* catalogue() const {
    return preview_ != nullptr ? preview_ : state.kiosk.catalogue.get();
  }
  // Staff look at content that is not installed.
  [[nodiscard]] bool is_preview() const { return preview_ != nullptr; }
  void emit(app::Intent intent) const { intents_.push_back(std::move(intent)); }

  // A text in its type and colour, and in the tree.
  float say(std::string_view id, ui::NodeRole role, const ui::Box& box, std::string_view words,
            const ui::TextOptions& options) const {
    const float height = ui.text(box, words, options);
    ui.say(id, role, {box.start, box.top, box.width, height}, words);
    return height;
  }
  [[nodiscard]] ui::TextOptions text(ui::Type type) const {
    ui::TextOptions options;
    options.type = type;
    options.colour = ui.colours().ink;
    return options;
  }
  [[nodiscard]] ui::TextOptions text(ui::Type type, ui::Colour colour) const {
    ui::TextOptions options = text(type);
    options.colour = colour;
    return options;
  }

 private:
  const app::Strings& strings_;
  std::vector<app::Intent>& intents_;
  const content::Catalogue* preview_ = nullptr;
};

// One function a screen.
void draw_attract(Context& context);
void draw_home(Context& context);
void draw_partnerships(Context& context);
void draw_twins(Context& context);
void draw_agreements(Context& context);
void draw_partners(Context& context);
void draw_agreement(Context& context);
void draw_article(Context& context);
void draw_tip(Context& context);
// The same for one that another page names.
void draw_article(Context& context, const std::string& slug);
void draw_tip(Context& context, const std::string& slug);
void draw_energy(Context& context);
void draw_missing(Context& context);
void draw_search(Context& context);
void draw_category(Context& context);
void draw_question(Context& context);
void draw_where(Context& context);
void draw_describe(Context& context);
void draw_contact(Context& context);
void draw_check(Context& context);
void draw_receipt(Context& context);
void draw_follow(Context& context);
void draw_status(Context& context);
void draw_message(Context& context);
void draw_staff(Context& context);
void draw_overlay(Context& context);

}  // namespace kiosk::screens

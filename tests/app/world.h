#pragma once
// A State at a known moment, and shorthand to act on it.

#include "kiosk/app/timers.h"
#include "kiosk/app/update.h"

namespace kiosk::tests {

struct AppWorld {
  AppWorld() { tick({}); }

  app::State state;
  base::Timestamp wall = base::parse_iso8601("2025-10-15T09:24:30Z").value();
  base::BootTime now{std::chrono::hours(1)};

  std::vector<app::Effect> act(const app::Intent& intent) { return app::update(state, intent); }
  // The clock moves; what falls due happens.
  std::vector<app::Effect> tick(base::Milliseconds by) {
    wall += by;
    now += by;
    return act(app::intent::Tick{wall, now});
  }
  void start(base::Language language = base::Language::ar) { act(app::intent::Start{language}); }
  void open(app::Screen screen, std::string slug = {}) {
    act(app::intent::Open{{screen, std::move(slug), 0}});
  }
  void type(app::Field field, std::string_view text) {
    act(app::intent::EditField{field, base::SecretString(text)});
  }
  // A complaint filed just now, not yet delivered.
  void file(std::string uuid = "one") {
    fill_form();
    act(app::intent::Send{});
    app::ReceiptView receipt;
    receipt.code = "4827 1936 0574";
    receipt.uuid = std::move(uuid);
    act(app::intent::Filed{receipt, std::nullopt});
  }
  [[nodiscard]] app::Screen screen() const { return state.place().screen; }

  // A form filled up to its check page, consent given.
  void fill_form() {
    open(app::Screen::category);
    act(app::intent::ChooseCategory{"lighting"});
    act(app::intent::Continue{});
    act(app::intent::ChooseDistrict{"bettana"});
    act(app::intent::Continue{});
    type(app::Field::text, "عمود الإنارة رقم 14 مطفأ");
    act(app::intent::Continue{});
    act(app::intent::Continue{});
    act(app::intent::ToggleConsent{});
  }
};

template <typename E>
bool asks_for(const std::vector<app::Effect>& effects) {
  for (const app::Effect& effect : effects) {
    if (std::holds_alternative<E>(effect)) return true;
  }
  return false;
}

}  // namespace kiosk::tests

#pragma once
// The screens: State in, Intents out. One file a screen (or a few that share their look); this is the door to
// all of them. Between frames a Screens value keeps only what the eye needs and the behaviour does not:
// carets, the keyboard's layout, how far a page is scrolled. Screen's thread.

#include <functional>
#include <memory>
#include <vector>

#include "kiosk/app/strings.h"
#include "kiosk/app/update.h"
#include "kiosk/base/bytes.h"
#include "kiosk/base/result.h"
#include "kiosk/ui/interface.h"
#include "kiosk/ui/keyboard.h"

namespace kiosk::screens {

class Coasts;
struct Memory;

class Screens {
 public:
  // Reads a file of the assets ("maps/land-50m.land") when it is first needed.
  using AssetReader = std::function<base::Result<base::Bytes>(const std::string& asset)>;
  Screens(const app::Strings& strings, AssetReader assets);
  ~Screens();

  // Draws the frame (between Interface::begin and end) and adds what was asked for.
  void draw(ui::Interface& ui, const app::State& state, std::vector<app::Intent>& intents);
  // A visit ended: nothing of it stays here.
  void forget();

  // The keyboard that is on screen, for whoever types on it key by key.
  [[nodiscard]] const ui::KeyboardState& keyboard() const;

 private:
  const app::Strings& strings_;
  std::unique_ptr<Coasts> coasts_;
  std::unique_ptr<Memory> memory_;
};

// The interface's settings for a State.
ui::Settings settings_of(const app::State& state);

}  // namespace kiosk::screens

#include <cstdio>
#include "platform/display/image_file.h"
#include "tests/support/screen_rig.h"
using namespace kiosk;
// look OUT LANG W H CONTRAST SIZE SCREEN [taps...]
int main(int argc, char** argv) {
  tests::ScreenRig rig(std::atoi(argv[3]), std::atoi(argv[4]));
  rig.state.settings.language = *base::parse_language(argv[2]);
  rig.state.settings.high_contrast = argv[5][0] == '1';
  rig.state.settings.text_percent = std::atoi(argv[6]);
  if (std::string(argv[7]) == "nocontent") rig.state.kiosk.catalogue.reset();
  if (std::string(argv[7]) != "attract") rig.state.trail = {app::Place{app::Screen::home, {}, 0}};
  rig.draw();
  for (int i = 8; i < argc; ++i) {
    const std::string a = argv[i];
    if (a.starts_with("text=")) {
      app::update(rig.state, app::intent::EditField{app::Field::text, base::SecretString(a.substr(5))});
      rig.draw();
      continue;
    }
    if (a.starts_with("place=")) {
      app::update(rig.state, app::intent::Open{{app::Screen(std::atoi(a.c_str() + 6)), {}, 0}});
      rig.draw();
      continue;
    }
    if (a.starts_with("wait=")) {
      rig.pass(base::Milliseconds(std::atoi(a.c_str() + 5)));
      rig.draw();
      continue;
    }
    if (a == "receipt" || a == "delivered") {
      app::ReceiptView r;
      r.code = base::SecretString("4827 1936 0574");
      r.uuid = "u";
      r.filed_at = rig.state.wall;
      if (a == "delivered") r.delivered_at = rig.state.wall;
      rig.state.trail = {app::Place{app::Screen::home, {}, 0}, app::Place{app::Screen::receipt, {}, 0}};
      rig.state.receipt = r;
      rig.draw();
      continue;
    }
    if (a == "status") {
      complaint::FollowUp f;
      f.filed_here = complaint::FiledHere{complaint::LocalState::delivered, rig.state.wall, rig.state.wall};
      f.case_number = "2025/1184";
      f.category = "lighting";
      f.district = "bettana";
      complaint::FollowUpStep s1;
      s1.at = rig.state.wall;
      s1.state = complaint::CaseState::received;
      f.history.push_back(std::move(s1));
      complaint::FollowUpStep s2;
      s2.at = rig.state.wall;
      s2.state = complaint::CaseState::answered;
      s2.answer.ar =
          "السلام عليكم، برمجت مصلحة الإنارة زيارة للعمود رقم 14 يوم الأربعاء 22 أكتوبر. سنخبركم بعد "
          "الإصلاح. شكراً على تنبيهكم.";
      f.history.push_back(std::move(s2));
      f.deadline = rig.state.wall + std::chrono::hours(24 * 60);
      f.as_of = rig.state.wall;
      rig.state.follow.digits = base::SecretString("482719360574");
      rig.state.follow.found = std::move(f);
      rig.state.trail.push_back({app::Screen::status, {}, 0});
      rig.draw();
      continue;
    }
    if (a == "packs") {
      app::PackView v;
      v.name = "sale-2026-11.kpack";
      v.path = "x";
      v.size_bytes = 48211;
      v.version = 2;
      v.created = "2026-11-23";
      v.signer = "D03A80027416B61B";
      v.pages = 24;
      v.added = 1;
      v.changed = 3;
      rig.state.staff.packs = {v};
      app::PackView w = v;
      w.refusal = "E-SIG-02";
      w.name = "other.kpack";
      rig.state.staff.packs.push_back(w);
      rig.state.trail.push_back({app::Screen::staff_packs, {}, 0});
      rig.draw();
      continue;
    }
    if (!rig.tap(a)) {
      std::printf("no node %s; have:", a.c_str());
      for (auto& n : rig.interface().tree().nodes())
        if (n.focusable) std::printf(" %s", n.id.c_str());
      std::printf("\n");
      return 1;
    }
  }
  (void)platform::display::save_png(argv[1], rig.picture()).ok();
}

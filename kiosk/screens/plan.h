#pragma once
// A sketch of Salé's five arrondissements, never mirrored: section 7.5 of the design. Which lies beside which
// is what the commune's own page says of Tabriquet (content/data/sources.csv, C4); the shapes are drawn by
// hand and say nothing else. Internal to kiosk/screens.

#include "kiosk/screens/context.h"

namespace kiosk::screens {

constexpr ui::Size kPlan{968, 500};  // the sketch's own size; drawn larger or smaller it keeps these sides

enum class PlanUse { touched, read };

// The arrondissements of the content on the sketch; touched, one of them is chosen. Nodes:
// complaint.plan.<slug>.
void plan(Context& context, const ui::Box& box, PlanUse use);

}  // namespace kiosk::screens

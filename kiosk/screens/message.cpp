// What a citizen adds to a complaint whose state is shown: information, or that the problem is not solved.

#include "kiosk/app/follow.h"
#include "kiosk/screens/form.h"

namespace kiosk::screens {

void draw_message(Context& context) {
  const bool reopens = app::adding(context.state) == app::Adding::reopening;
  PageOptions options;
  options.accent = ui::Accent::brick;
  options.title =
      reopens ? context.t("What is still not solved?") : context.t("What do you wish to add to your file?");
  options.title_type = ui::Type::h1_form;
  options.hint = reopens ? context.t("Your words reopen the file. Do not write your card number.")
                         : context.t("Your words go to the cell, sealed. Do not write your card number.");
  options.columns = true;
  const bool sending = context.state.form.sending;
  Primary primary;
  primary.id = "follow.send";
  primary.label = sending ? context.t("Sending now") : context.t("Send");
  primary.icon = "check";
  primary.mirror = ui::Mirror::never;
  primary.busy = sending;
  options.primary = std::move(primary);
  const PageResult result = page(context, options);
  if (result.primary && !sending) context.emit(app::intent::SendMessage{});
  write_own_words(context, result);
}

}  // namespace kiosk::screens

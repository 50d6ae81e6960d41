// kiosk-desk serve: listens until it is told to stop by SIGTERM or SIGINT.

#include <charconv>
#include <iostream>

#include "kiosk/base/log.h"
#include "kiosk/complaint/envelope.h"
#include "kiosk/main/desk_passphrase.h"
#include "kiosk/main/kiosk_desk.h"
#include "kiosk/main/paper_printer.h"
#include "kiosk/main/stop_signals.h"
#include "platform/system/http_listener.h"

namespace kiosk::main {
namespace {

using base::Result;
using platform::system::HttpListener;
using platform::system::ListenerError;
using platform::system::ListenerOptions;

// A little above an envelope, so that one that is too large is refused by the desk, with a reason code.
constexpr std::size_t kBodyMaxBytes = complaint::kEnvelopeMaxSize + 16 * 1024;

struct Place {
  std::string address;
  std::uint16_t port = 0;
};

// "127.0.0.1:8311" or "[::1]:8311"; nothing if it is neither.
std::optional<Place> place_of(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  Place place{std::string(text.substr(0, colon)), 0};
  if (place.address.starts_with('[') && place.address.ends_with(']')) {
    place.address = place.address.substr(1, place.address.size() - 2);
  }
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + colon + 1, end, place.port);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == end;
  return whole && platform::system::is_address(place.address) ? std::optional(std::move(place))
                                                              : std::nullopt;
}

// For CLI11: why the word is none, or empty. A word that is wrong is a wrong call.
std::string why_no_place(const std::string& text) {
  return place_of(text) ? "" : "needs ADDRESS:PORT, such as 127.0.0.1:8311";
}

Result<ListenerOptions> listener_options(const DeskChoices& choices) {
  const std::optional<Place> place = place_of(choices.listen);
  if (!place) return base::Error(ListenerError::bad_address, "--listen needs ADDRESS:PORT");
  ListenerOptions options;
  options.body_max_bytes = kBodyMaxBytes;
  options.address = place->address;
  options.port = place->port;
  if (!choices.certificate.empty()) options.tls = {choices.certificate, choices.tls_key};
  return options;
}

Result<std::unique_ptr<desk::Desk>> open_desk(const DeskChoices& choices, desk::Cookies cookies) {
  const base::SecretString passphrase = TRY(passphrase_to_open(choices));
  desk::PaperPrinter print;
  if (const std::shared_ptr<PaperPrinter> printer = PaperPrinter::find())
    print = [printer](const std::string& document) { return printer->print(document); };
  return desk::Desk::open(choices.paths(), cookies, passphrase.view(), std::move(print));
}

// Once a minute what falls due is done.
void serve_until_stopped(const sigset_t& signals, desk::Desk& desk) {
  constexpr timespec kMinute{60, 0};
  do {
    const Result<desk::DutiesDone> done = desk.do_duties(base::wall_now());
    if (!done) KIOSK_LOG(error, "desk.duties-not-done", {"reason", done.error().sentence()});
    if (done && done->reminded + done->escalated + done->erased > 0)
      KIOSK_LOG(info, "desk.duties", {"reminded", done->reminded}, {"escalated", done->escalated},
                {"erased", done->erased});
    if (done && done->forgot) KIOSK_LOG(info, "desk.erased-forgotten");
  } while (sigtimedwait(&signals, nullptr, &kMinute) < 0);
}

Result<void> serve(const DeskChoices& choices) {
  if (!choices.database.empty()) TRY(desk::DeskDatabase::choose(choices.data, choices.database));
  const ListenerOptions options = TRY(listener_options(choices));
  const sigset_t signals = hold_stop_signals();
  const desk::Cookies cookies = options.tls ? desk::Cookies::secure : desk::Cookies::plain;
  const std::unique_ptr<desk::Desk> desk = TRY(open_desk(choices, cookies));
  const std::unique_ptr<HttpListener> listener =
      TRY(HttpListener::start(options, [&desk](const base::HttpRequest& request) {
        return desk->handle(request, base::wall_now());
      }));
  std::cout << "listening on " << (options.tls ? "https" : "http") << "://"
            << choices.listen.substr(0, choices.listen.rfind(':')) << ":" << listener->port() << std::endl;
  serve_until_stopped(signals, *desk);
  listener->stop();
  return base::done();
}

}  // namespace

void add_serve_command(CLI::App& app, const DeskCommands& commands) {
  DeskChoices& choices = commands.choices;
  CLI::App* command = commands.add(app, "serve", "receive complaints and serve the web desk", &serve);
  command->add_option("--listen", choices.listen, "ADDRESS:PORT; port 0 takes a free one")
      ->capture_default_str()
      ->check(&why_no_place);
  CLI::Option* certificate =
      command->add_option("--tls-cert", choices.certificate, "PEM file with the chain");
  CLI::Option* key = command->add_option("--tls-key", choices.tls_key, "PEM file");
  certificate->needs(key);
  key->needs(certificate);
  command->add_option("--database", choices.database, "as for init; kept in DATA");
}

}  // namespace kiosk::main

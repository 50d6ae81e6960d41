#pragma once
// A prepared desk in a temporary folder that knows the kiosk of a KioskWorld, and a browser of sorts to use
// its pages.

#include <sys/inotify.h>
#include <unistd.h>

#include "kiosk/base/json.h"
#include "kiosk/crypto/random.h"
#include "kiosk/desk/desk.h"
#include "kiosk/desk/kiosks.h"
#include "kiosk/desk/postgresql.h"
#include "kiosk/desk/users.h"
#include "tests/support/catch.h"
#include "tests/support/complaint_world.h"

namespace kiosk::tests {

constexpr std::string_view kPassword = "correct horse battery";
inline const desk::Doing kDoing{"cli test", kNoon};  // who sets a world up

class DeskWorld {
 public:
  DeskWorld() {
    base::use_time_zone(base::kMoroccoTimeZone);
    if (const char* server = std::getenv("KIOSK_TEST_POSTGRESQL")) use_postgresql(server);
    const crypto::SecretBytes key = crypto::to_file(kiosk.cell);
    write_text(paths().cell_key, base::as_text(key.view()));
    api_key = desk::prepare(paths(), kNoon).value();
    const auto database = desk::DeskDatabase::open(data()).value();
    desk::enrol(database->use(), kiosk_id(), kiosk.identity().key.public_half(), "بهو المقر", kDoing).value();
    desk::add_user(database->use(), "amina", kPassword, desk::Role::supervisor, kDoing).value();
  }
  [[nodiscard]] std::filesystem::path data() const { return folder_ / "data"; }
  [[nodiscard]] desk::DeskPaths paths() const { return desk::DeskPaths::of(data()); }
  [[nodiscard]] std::unique_ptr<desk::Desk> open() const {
    return desk::Desk::open(paths(), desk::Cookies::plain).value();
  }
  static complaint::KioskId kiosk_id() { return complaint::KioskId::parse("K-01").value(); }

  // Of the tables of one world, where tests run on PostgreSQL (tests/desk/on_postgresql.py).
  static bool is_on_postgresql() { return std::getenv("KIOSK_TEST_POSTGRESQL") != nullptr; }

  KioskWorld kiosk;
  std::string api_key;

 private:
  // A schema of its own on the server, which forgets everything when it ends.
  void use_postgresql(const std::string& server) const {
    const std::string schema = "w" + base::to_hex(crypto::random_uuid().bytes);
    const auto connection = desk::open_postgresql(server).value();
    connection->run(base::cat("CREATE SCHEMA ", schema)).value();
    desk::DeskDatabase::choose(data(), base::cat(server, "&options=-csearch_path%3D", schema)).value();
  }
  TempFolder folder_;
};

struct Sealed {
  base::Uuid uuid;
  complaint::ReceiptCode code;
  base::Bytes bytes;
};

// A sealed complaint of the kiosk, as it goes over the wire.
inline Sealed seal(const KioskWorld& world, const complaint::Draft& draft = lighting_draft(),
                   Timestamp created_at = kNoon,
                   complaint::ClockQuality clock = complaint::ClockQuality::plausible) {
  const complaint::Identity identity = world.identity();
  Sealed sealed{crypto::random_uuid(), complaint::ReceiptCode::random(), {}};
  const complaint::Complaint complaint = complaint::complete(draft, complaint::Origin::paper).value();
  const base::SecretString letter = complaint::write_letter(complaint, sealed.code);
  sealed.bytes =
      complaint::seal_envelope({identity.id, sealed.uuid, 1, {}, created_at, clock},
                               base::as_bytes(letter.view()), identity.recipients.all(), identity.key);
  return sealed;
}

inline base::HttpRequest put_request(const Sealed& sealed) {
  return {"PUT",
          complaint::complaint_path(DeskWorld::kiosk_id(), sealed.uuid),
          {{"Host", "desk"}},
          sealed.bytes,
          ""};
}

// A complaint of the kiosk that the desk has taken.
inline void put(const DeskWorld& world, desk::Desk& desk, const complaint::Draft& draft = lighting_draft(),
                Timestamp at = kNoon) {
  CHECK(desk.handle(put_request(seal(world.kiosk, draft, at)), at).status == 201);
}

inline base::HttpRequest get_request(std::string_view target) {
  return {"GET", std::string(target), {{"Host", "desk"}}, {}, "127.0.0.1"};
}

inline std::string body_of(const base::HttpResponse& response) {
  return std::string(base::as_text(response.body));
}
inline bool has(const base::HttpResponse& response, std::string_view text) {
  return base::as_text(response.body).find(text) != std::string_view::npos;
}
inline base::Json json_of(const base::HttpResponse& response) {
  return base::Json::parse(body_of(response)).value();
}

// Keeps cookies and brings back form tokens, as a browser does.
class Browser {
 public:
  explicit Browser(desk::Desk& desk) : desk_(desk) {}

  base::HttpResponse get(std::string_view target) { return send(get_request(target)); }

  base::HttpResponse post(std::string_view target, std::string_view form) {
    const std::string body = base::cat("token=", token, "&", form);
    base::HttpRequest request{
        "POST", std::string(target), {{"Host", "desk"}}, base::to_bytes(body), "127.0.0.1"};
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    return send(std::move(request));
  }

  base::HttpResponse send(base::HttpRequest request) {
    std::string jar;
    for (const auto& [name, value] : cookies) jar += base::cat(jar.empty() ? "" : "; ", name, "=", value);
    if (!jar.empty()) request.headers.emplace_back("Cookie", jar);
    base::HttpResponse response = desk_.handle(request, now);
    for (const auto& [name, value] : response.headers) {
      if (name == "Set-Cookie") keep_cookie(value);
    }
    const std::string page = body_of(response);
    const std::string_view mark = "name=\"token\" value=\"";
    const std::size_t at = page.find(mark);
    if (at != std::string::npos) token = page.substr(at + mark.size(), 64);
    return response;
  }

  base::HttpResponse sign_in(std::string_view user = "amina", std::string_view password = kPassword) {
    get("/sign-in");
    base::HttpResponse response = post("/sign-in", base::cat("user=", desk::percent_encoded(user),
                                                             "&password=", desk::percent_encoded(password)));
    if (response.status == 303) get("/account");
    return response;
  }

  std::vector<std::pair<std::string, std::string>> cookies;
  std::string token;
  Timestamp now = kNoon;

 private:
  void keep_cookie(std::string_view line) {
    const std::string name(line.substr(0, line.find('=')));
    std::erase_if(cookies, [&](const auto& cookie) { return cookie.first == name; });
    const std::string value(line.substr(name.size() + 1, line.find(';') - name.size() - 1));
    if (!value.empty()) cookies.emplace_back(name, value);
  }
  desk::Desk& desk_;
};

// Waits until the ticket worker has served everything: it looks when the database was written to. Spinning
// would take the processor from the worker, which has the lowest priority.
inline void wait_for_tickets(const DeskWorld& world) {
  const auto database = desk::DeskDatabase::open(world.data()).value();
  if (DeskWorld::is_on_postgresql()) {
    while (desk::case_without_ticket(database->use(), 0).value().has_value())
      database->use()->run("SELECT pg_sleep(0.02)").value();
    return;
  }
  const int changes = inotify_init1(IN_CLOEXEC);
  REQUIRE(changes >= 0);
  REQUIRE(inotify_add_watch(changes, world.data().c_str(), IN_MODIFY | IN_CREATE | IN_DELETE) >= 0);
  char events[4096];
  while (desk::case_without_ticket(database->use(), 0).value().has_value())
    REQUIRE(read(changes, events, sizeof events) > 0);
  close(changes);
}

}  // namespace kiosk::tests

// Content over the network: a publication served by nginx, as a commune's web server would, and by servers
// that fail; a kiosk that fetches, looks at its pages, shows them, or takes them back.

#include <fstream>
#include <sstream>

#include "kiosk/content/pack_file.h"
#include "kiosk/content/sources.h"
#include "tests/visit/robot.h"

using namespace kiosk;
using tests::DeskWorld;
using tests::RobotKiosk;
using tests::TempFolder;
namespace fs = std::filesystem;

namespace {

constexpr const char* kNobody = "http://127.0.0.1:9";

std::string read_text(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

void write_text(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

// nginx on a free port of this machine, serving a folder; its log says which bytes it sent.
class Nginx {
 public:
  explicit Nginx(const TempFolder& work) : web(work / "web"), log_(work / "access.log") {
    fs::create_directories(web);
    fs::permissions(web, fs::perms(0755));
    for (int port = 20'000 + getpid() % 20'000; url.empty() && port < 60'000; port += 97) start(work, port);
    REQUIRE_FALSE(url.empty());
  }
  // Targets and the bytes that were sent for them, head and body.
  [[nodiscard]] std::vector<std::pair<std::string, int>> requests() const {
    std::vector<std::pair<std::string, int>> out;
    std::istringstream lines(read_text(log_));
    std::string target;
    for (int status = 0, bytes = 0; lines >> target >> status >> bytes;) out.emplace_back(target, bytes);
    return out;
  }
  void forget_requests() const { fs::resize_file(log_, 0); }

  fs::path web;
  std::string url;

 private:
  void start(const TempFolder& work, int port) {
    const fs::path config = work / "nginx.conf";
    const std::string here = fs::path(work / "").string();
    write_text(config, base::cat("daemon off; master_process off; worker_processes 1; pid ", here,
                                 "nginx.pid; error_log ", here, "error.log; events {} http { access_log ",
                                 log_.string(), " sent; log_format sent '$uri $status $bytes_sent';",
                                 " client_body_temp_path ", here, "body; proxy_temp_path ", here,
                                 "proxy; fastcgi_temp_path ", here, "fastcgi; uwsgi_temp_path ", here,
                                 "uwsgi; scgi_temp_path ", here, "scgi; server { listen 127.0.0.1:", port,
                                 "; root ", web.string(), "; } }"));
    // Its own name for the log comes before http.
    std::string text = read_text(config);
    const std::string format = " log_format sent '$uri $status $bytes_sent';";
    text.erase(text.find(format), format.size());
    text.insert(text.find("access_log"), format.substr(1) + " ");
    write_text(config, text);
    child_.emplace(std::vector<std::string>{"/usr/sbin/nginx", "-c", config.string(), "-p", here});
    for (int tries = 0; tries < 100; ++tries) {
      usleep(20'000);
      if (read_text(work / "error.log").find("bind()") != std::string::npos) break;
      if (fs::exists(work / "nginx.pid") && fs::file_size(work / "nginx.pid") > 0) {
        url = base::cat("http://127.0.0.1:", port);
        return;
      }
    }
    child_.reset();
    write_text(work / "error.log", "");
  }

  fs::path log_;
  std::optional<tests::ChildProcess> child_;
};

// A kiosk with content version 1 that fetches from an address.
struct World {
  DeskWorld desk;
  TempFolder work;
  fs::path site = work / "site";

  explicit World(const std::string& url) {
    tests::install_content(desk.kiosk, work);
    fs::copy(base::cat(KIOSK_SOURCE_DIR, "/content"), site, fs::copy_options::recursive);
    const fs::path config = desk.kiosk.state() / "kiosk.json";
    std::string text = read_text(config);
    text.insert(text.rfind('}'), base::cat(", \"content\": \"", url, "\""));
    write_text(config, text);
  }
  void publish(int version, const fs::path& web, const std::vector<std::string>& more = {}) {
    const std::string ctl = tests::program("kioskctl"), pack = (work / "next.kpack").string();
    std::vector<std::string> build = {
        ctl, "pack", "build", site.string(), "--version", base::cat(version), "--out", pack};
    build.insert(build.end(), more.begin(), more.end());
    REQUIRE(tests::run_program(build).exit_code == 0);
    sign_and_publish(web);
  }
  // By somebody whose checker knows no fonts.
  void publish_unseen(int version, const fs::path& web) {
    content::PackOptions options;
    options.version = version;
    options.created = base::local_day(base::wall_now());
    const content::CheckedSources checked = content::check_sources(site);
    REQUIRE(content::build_pack_file(checked, options, {}, work / "next.kpack").ok());
    sign_and_publish(web);
  }
  void sign_and_publish(const fs::path& web) const {
    const std::string ctl = tests::program("kioskctl"), pack = (work / "next.kpack").string();
    REQUIRE(tests::run_program({ctl, "pack", "sign", pack, "--key", (work / "keys/content.key").string()})
                .exit_code == 0);
    REQUIRE(tests::run_program({ctl, "pack", "publish", pack, "--to", web.string()}).exit_code == 0);
  }
  void rename_page(const std::string& title) const {
    const fs::path page = site / "fr/articles/covenant.md";
    std::string text = read_text(page);
    const std::size_t at = text.find("title = \""), end = text.find('\n', at);
    write_text(page, text.replace(at, end - at, base::cat("title = \"", title, "\"")));
  }
};

std::int64_t version_of(RobotKiosk& kiosk) {
  return kiosk.ask("stats").find("content")->integer_or("version", -1);
}

// The file of an installed object.
fs::path object_of(const fs::path& state, const fs::path& pack, const std::string& name) {
  const tests::Finished shown =
      tests::run_program({tests::program("kioskctl"), "pack", "show", pack.string()});
  const std::size_t line = shown.said.find(base::cat("  ", name, "  "));
  REQUIRE(line != std::string::npos);
  const std::string hash = shown.said.substr(line - 16, 16);
  for (const auto& entry : fs::directory_iterator(state / "content/objects")) {
    if (entry.path().filename().string().starts_with(hash)) return entry.path();
  }
  FAIL("no object " << name);
  return {};
}

bool comes_to_version(RobotKiosk& kiosk, std::int64_t version) {
  for (int tries = 0; tries < 600; ++tries) {
    if (version_of(kiosk) == version) return true;
    usleep(50'000);
  }
  return false;
}

}  // namespace

TEST_CASE("a kiosk fetches a publication from nginx, and of the next one what changed") {
  const TempFolder work;
  const Nginx nginx(work);
  World world(nginx.url);
  world.rename_page("Pour le climat");
  world.publish(2, nginx.web);
  RobotKiosk kiosk(world.desk.kiosk.state(), kNobody);
  kiosk.ask("advance 61000");
  REQUIRE(comes_to_version(kiosk, 2));
  std::size_t objects = 0;
  for (const auto& [target, bytes] : nginx.requests()) objects += target.starts_with("/objects/") ? 1 : 0;
  INFO("version 1 had all but the page");
  CHECK(objects == 1);

  nginx.forget_requests();
  kiosk.taps({"attract.fr", "home.covenant"});
  world.rename_page("Pour le climat, encore");
  world.publish(3, nginx.web);
  kiosk.ask("advance 50000");
  for (int i = 0; i < 40; ++i) kiosk.taps({"access.contrast"}), kiosk.ask("advance 25000");
  INFO("who reads keeps the page");
  for (int tries = 0; tries < 200 && nginx.requests().size() < 3; ++tries) usleep(50'000);
  usleep(500'000);
  CHECK(version_of(kiosk) == 2);
  CHECK(kiosk.words().find("Pour le climat\n") != std::string::npos);
  kiosk.ask("advance 200000");
  REQUIRE(comes_to_version(kiosk, 3));
}

TEST_CASE("content with a page that cannot be shown is taken back by itself, and staff read why") {
  const TempFolder work;
  const Nginx nginx(work);
  World world(nginx.url);
  // A letter that no font has: U+12000, a sign of cuneiform.
  world.rename_page("Signe \xF0\x92\x80\x80");
  world.publish_unseen(2, nginx.web);
  RobotKiosk kiosk(world.desk.kiosk.state(), kNobody);
  kiosk.ask("advance 61000");
  const fs::path rejected = world.desk.kiosk.state() / "content/rejected";
  for (int tries = 0; tries < 600 && !fs::exists(rejected); ++tries) usleep(50'000);
  REQUIRE(fs::exists(rejected));
  CHECK(read_text(rejected).find("U+12000") != std::string::npos);
  CHECK(version_of(kiosk) == 1);
  // The reason is kept first, the way back is taken then: a power cut between them loses neither.
  const fs::path current = world.desk.kiosk.state() / "content/current";
  for (int tries = 0; tries < 600 && read_text(current) != "1\n"; ++tries) usleep(50'000);
  CHECK(read_text(current) == "1\n");
  INFO("it is not fetched again, the next one is");
  world.rename_page("Sans signe");
  world.publish(3, nginx.web);
  kiosk.ask("advance 1200000");
  CHECK(comes_to_version(kiosk, 3));
}

TEST_CASE("a kiosk that is killed while it fetches goes on at its next start") {
  const TempFolder work;
  const Nginx nginx(work);
  World world(nginx.url);
  world.rename_page("Pour le climat");
  world.publish(2, nginx.web);
  for (int i = 0; i < 5; ++i) {
    RobotKiosk kiosk(world.desk.kiosk.state(), kNobody);
    kiosk.ask("advance 61000");
    usleep(static_cast<useconds_t>(i) * 40'000);
    kiosk.kill();
  }
  RobotKiosk kiosk(world.desk.kiosk.state(), kNobody);
  kiosk.ask("advance 61000");
  CHECK(comes_to_version(kiosk, 2));
}

TEST_CASE("a kiosk whose content was damaged on its disk shows the rest, and mends it over the network") {
  const TempFolder work;
  const Nginx nginx(work);
  World world(nginx.url);
  world.publish(2, nginx.web);
  const fs::path state = world.desk.kiosk.state();
  {
    RobotKiosk kiosk(state, kNobody);
    kiosk.ask("advance 61000");
    REQUIRE(comes_to_version(kiosk, 2));
  }
  // A page that both generations share.
  const fs::path damaged = object_of(state, world.work / "next.kpack", "article/covenant");
  std::string bytes = read_text(damaged);
  bytes[bytes.size() / 2] ^= 1;
  write_text(damaged, bytes);

  RobotKiosk kiosk(state, kNobody);
  const auto problem = [&kiosk] { return kiosk.ask("stats").find("content")->string_or("problem", "?"); };
  CHECK(version_of(kiosk) == 2);
  CHECK(problem() == "E-SUM-01");
  kiosk.taps({"attract.fr", "home.covenant"});
  INFO("the page comes, and is shown without a restart");
  for (int tries = 0; tries < 200 && !problem().empty(); ++tries) {
    kiosk.ask("advance 1000");
    usleep(20'000);
  }
  CHECK(problem().empty());
  CHECK(read_text(damaged) != bytes);
}

TEST_CASE("whatever list is damaged, the rest is shown and complaints are taken") {
  for (const char* name :
       {"cities/all", "agreements/all", "campaigns/all", "complaints/all", "article/partnerships"}) {
    INFO(name);
    World world(kNobody);
    const TempFolder web;
    world.publish(2, web / "web");
    const fs::path state = world.desk.kiosk.state();
    const fs::path damaged = object_of(state, world.work / "next.kpack", name);
    std::string bytes = read_text(damaged);
    bytes[bytes.size() / 2] ^= 1;
    write_text(damaged, bytes);
    RobotKiosk kiosk(state, kNobody);
    CHECK(version_of(kiosk) == 1);
    CHECK(kiosk.ask("stats").find("content")->string_or("problem", "") == "E-SUM-01");
    kiosk.taps({"attract.fr"});
    for (const char* tile : {"partnerships", "twins", "agreements", "governance", "covenant", "energy"}) {
      kiosk.ask(base::cat("tap home.", tile));
      kiosk.ask("tap nav.home");  // where there was a way to leave
    }
    kiosk.taps({"home.complaint"});
    CHECK(kiosk.ask("tree").text().find("complaint.category.") != std::string::npos);
    CHECK(kiosk.quit() == 0);
  }
}

TEST_CASE("every page of the project's content can be shown") {
  const DeskWorld desk;
  const TempFolder work;
  tests::install_content(desk.kiosk, work);
  const tests::Finished looked = tests::run_program(
      {tests::program("kiosk"), "--state", desk.kiosk.state().string(), "--check-content"});
  CHECK(looked.said == "content: sound\n");
  CHECK(looked.exit_code == 0);
}

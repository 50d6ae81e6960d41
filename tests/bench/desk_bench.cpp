// What the complaints cell's desk costs, one part a call; desk_figures.py runs them in turn and says what they
// mean. Prints one line of JSON. A DATA folder is one that `fill` has made.
//
//   bench_desk fill DATA COUNT [URL]    a desk with so many cases (filled_desk.h)
//   bench_desk accept ROUTE THREADS COUNT  complaints put to an empty desk: verified, opened, stored, acked;
//                                          before and after them bare commits of the same database on the same
//                                          disk. ROUTE: call, or http, over loopback. The desk is on
//                                          PostgreSQL where KIOSK_TEST_POSTGRESQL names one
//   bench_desk pages DATA ROUNDS           pages of the desk, turn about
//   bench_desk weight DATA                 how large they are
//   bench_desk letters DATA                all letters opened and held
//   bench_desk load URL DATA COUNT         so many requests of all kinds to a desk that serves

#include <atomic>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "kiosk/desk/assets.h"
#include "kiosk/desk/letters.h"
#include "kiosk/desk/sqlite.h"
#include "platform/system/curl_client.h"
#include "platform/system/http_listener.h"
#include "tests/bench/filled_desk.h"
#include "tests/bench/letter_writer.h"
#include "tests/support/desk_world.h"

using namespace kiosk;
using Clock = std::chrono::steady_clock;

namespace {

constexpr base::Milliseconds kPatience{30'000};
constexpr std::string_view kStillReading = "ما زالت الرسائل القديمة تُقرأ";  // inbox_page.cpp

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}
// Of this thread: what it worked, whoever else had the processor meanwhile.
double cpu_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}
double a_second(int count, Clock::time_point start) { return count * 1000 / milliseconds_since(start); }

// Numbers 0 to count - 1, each once, by so many threads.
template <typename Work>
void share_out(int threads, int count, const Work& work) {
  std::atomic<int> next = 0;
  std::vector<std::thread> all;
  for (int thread = 0; thread < threads; ++thread) {
    all.emplace_back([&, thread] {
      for (int number = next++; number < count; number = next++) work(thread, number);
    });
  }
  for (std::thread& thread : all) thread.join();
}

// One small row a commit, with the journal of the desk; of SQLite always by one, as the desk does.
double bare_commits(const std::filesystem::path& folder, int threads, int count) {
  constexpr std::string_view kTable = "CREATE TABLE IF NOT EXISTS bare (number BIGINT PRIMARY KEY)";
  static std::atomic<int> row = 0;
  const auto insert = [] { return base::cat("INSERT INTO bare VALUES (", ++row, ")"); };
  std::vector<std::unique_ptr<desk::Connection>> connections;
  const char* server = std::getenv("KIOSK_TEST_POSTGRESQL");
  for (int thread = 0; thread < (server == nullptr ? 1 : threads); ++thread)
    connections.push_back(server == nullptr ? desk::open_sqlite(folder / "bare.db").value()
                                            : desk::open_postgresql(server).value());
  connections.front()->run(kTable).value();
  if (row == 0) connections.front()->run("DELETE FROM bare").value();
  const Clock::time_point start = Clock::now();
  share_out(static_cast<int>(connections.size()), count,
            [&](int thread, int) { connections[static_cast<std::size_t>(thread)]->run(insert()).value(); });
  return a_second(count, start);
}

std::vector<tests::Sealed> sealed_complaints(const tests::DeskWorld& world, int count) {
  const complaint::Identity identity = world.kiosk.identity();
  const desk::Names names = desk::Names::read(world.data() / "names.json").value();
  bench::LetterWriter writer(names, 1);
  std::vector<tests::Sealed> all;
  crypto::Hash last = {};
  for (int number = 1; number <= count; ++number) {
    tests::Sealed sealed{crypto::random_uuid(), complaint::ReceiptCode::random(), {}};
    const auto complaint = complaint::complete(writer.write(), complaint::Origin::screen).value();
    const base::SecretString letter = complaint::write_letter(complaint, sealed.code);
    sealed.bytes =
        complaint::seal_envelope({identity.id, sealed.uuid, static_cast<std::uint64_t>(number), last,
                                  tests::kNoon, complaint::ClockQuality::synchronised},
                                 base::as_bytes(letter.view()), identity.recipients.all(), identity.key);
    last = crypto::hash_of(sealed.bytes);
    all.push_back(std::move(sealed));
  }
  return all;
}

void must_be(int status, const base::HttpResponse& response) {
  if (response.status == status) return;
  std::cerr << "status " << response.status << ": " << base::as_text(response.body).substr(0, 400) << "\n";
  abort();
}

double put_by_call(desk::Desk& desk, const std::vector<tests::Sealed>& all, int threads) {
  const int count = static_cast<int>(all.size());
  const Clock::time_point start = Clock::now();
  share_out(threads, count, [&](int, int number) {
    must_be(201, desk.handle(tests::put_request(all[static_cast<std::size_t>(number)]), tests::kNoon));
  });
  return a_second(count, start);
}

double put_by_http(desk::Desk& desk, const std::vector<tests::Sealed>& all, int threads) {
  const int count = static_cast<int>(all.size());
  const auto listener = platform::system::HttpListener::start({}, [&](const base::HttpRequest& request) {
                          return desk.handle(request, tests::kNoon);
                        }).value();
  std::vector<std::unique_ptr<platform::system::CurlClient>> clients;
  for (int thread = 0; thread < threads; ++thread)
    clients.push_back(platform::system::CurlClient::create({}).value());
  const Clock::time_point start = Clock::now();
  share_out(threads, count, [&](int thread, int number) {
    base::HttpRequest request = tests::put_request(all[static_cast<std::size_t>(number)]);
    request.url = base::cat("http://127.0.0.1:", listener->port(), request.url);
    request.headers.clear();
    must_be(201, clients[static_cast<std::size_t>(thread)]->send(request, kPatience).value());
  });
  return a_second(count, start);
}

void accept(std::string_view route, int threads, int count) {
  const tests::DeskWorld world;
  const tests::TempFolder folder;
  const std::vector<tests::Sealed> all = sealed_complaints(world, count);
  const std::unique_ptr<desk::Desk> desk = world.open();
  const double before = bare_commits(folder.path(), threads, count);
  const double accepted =
      route == "http" ? put_by_http(*desk, all, threads) : put_by_call(*desk, all, threads);
  const double after = bare_commits(folder.path(), threads, count);
  std::printf("{\"accepted_a_second\": %.1f, \"commits_a_second\": %.1f}\n", accepted, (before + after) / 2);
}

// A page of the desk; %1 and the like are filled in anew for each request.
struct Page {
  std::string_view name, method, target, user;
};
constexpr std::array kPages = {
    Page{"inbox", "GET", "/cases", "amina"},
    Page{"inbox, late", "GET", "/cases?show=late", "amina"},
    Page{"inbox, one subject and district", "GET", "/cases?show=all&category=%c&district=%d", "amina"},
    Page{"inbox, new, one kiosk", "GET", "/cases?show=new&kiosk=K-03", "amina"},
    Page{"inbox, answered, newest first", "GET", "/cases?show=all&state=answered&order=newest", "amina"},
    Page{"inbox, a month", "GET", "/cases?show=all&from=%f&to=%t", "amina"},
    Page{"inbox, the thousandth page", "GET", "/cases?show=all&page=1000", "amina"},
    Page{"mine", "GET", "/mine", "amina"},
    Page{"a common word", "POST", "lampadaire", "amina"},
    Page{"a rare word", "POST", "ambulance سيارة", "amina"},
    Page{"a word of none", "POST", "hippopotame", "amina"},
    Page{"a case", "GET", "/cases/%n", "amina"},
    Page{"dashboard, 11 weeks", "GET", "/dashboard", "amina"},
    Page{"dashboard, 52 weeks", "GET", "/dashboard?weeks=52", "amina"},
    Page{"kiosks", "GET", "/kiosks", "amina"},
    Page{"log", "GET", "/audit", "said"},
    Page{"Open311 requests", "GET", "/open311/v2/requests.json", ""},
    Page{"Open311, closed, one service", "GET", "/open311/v2/requests.json?status=closed&service_code=%c",
         ""},
    Page{"Open311, one request", "GET", "/open311/v2/requests/%n.json", ""},
    Page{"metrics", "GET", "/metrics", ""},
    Page{"healthz", "GET", "/healthz", ""}};

struct Percentiles {
  double p50 = 0, p99 = 0;
};
Percentiles percentiles(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {values[values.size() / 2], values[values.size() * 99 / 100]};
}

class Filling {
 public:
  explicit Filling(const store::fs::path& data)
      : names_(desk::Names::read(data / "names.json").value()),
        numbers_(some_numbers(data)),
        now_(base::wall_now()) {}

  std::string filled(std::string_view target) {
    std::string out(target);
    replace(out, "%c", dice_.one_of(names_.categories).slug);
    replace(out, "%d", dice_.one_of(names_.districts).slug);
    replace(out, "%n", dice_.one_of(numbers_));
    const base::Timestamp from = now_ - std::chrono::days(31 + dice_.below(300));
    replace(out, "%f", base::to_iso8601(from).substr(0, 10));
    replace(out, "%t", base::to_iso8601(from + std::chrono::days(30)).substr(0, 10));
    return out;
  }

 private:
  static void replace(std::string& text, std::string_view mark, std::string_view with) {
    const std::size_t at = text.find(mark);
    if (at != std::string::npos) text.replace(at, mark.size(), with);
  }
  static std::vector<std::string> some_numbers(const store::fs::path& data) {
    const auto database = desk::DeskDatabase::open(data).value();
    const desk::DeskUse use = database->use();
    const std::int64_t all = desk::count_cases(use, {}).value();
    std::vector<std::string> numbers;
    for (std::int64_t id = 1; id <= all; id += std::max<std::int64_t>(1, all / 1000)) {
      const auto entry = desk::find_case(use, id).value();
      if (entry) numbers.push_back(entry->number.slug());
    }
    return numbers;
  }
  desk::Names names_;
  bench::Dice dice_{7};
  std::vector<std::string> numbers_;
  base::Timestamp now_;
};

class Reader {
 public:
  explicit Reader(const store::fs::path& data)
      : filling_(data),
        desk_(desk::Desk::open(desk::DeskPaths::of(data), desk::Cookies::plain).value()),
        amina_(*desk_),
        said_(*desk_) {
    for (tests::Browser* browser : {&amina_, &said_}) browser->now = base::wall_now();
    must_be(303, amina_.sign_in("amina"));
    must_be(303, said_.sign_in("said"));
    must_be(303, amina_.post("/find", "number=hippopotame"));
    while (tests::has(amina_.get("/find"), kStillReading))
      std::this_thread::sleep_for(base::Milliseconds(200));
  }

  struct Took {
    double wall_ms = 0, cpu_ms = 0;
  };
  base::HttpResponse read(const Page& page, Took* took = nullptr) {
    const std::string target = filling_.filled(page.target);
    tests::Browser& browser = page.user == "said" ? said_ : amina_;
    const bool searches = page.method == "POST";
    if (searches) must_be(303, browser.post("/find", base::cat("number=", desk::percent_encoded(target))));
    base::HttpRequest request = tests::get_request(searches ? "/find" : target);
    std::string jar;
    for (const auto& [name, value] : browser.cookies)
      jar += base::cat(jar.empty() ? "" : "; ", name, "=", value);
    request.headers.emplace_back("Cookie", jar);
    const double worked = cpu_milliseconds();
    const Clock::time_point start = Clock::now();
    base::HttpResponse response = desk_->handle(request, browser.now);
    if (took != nullptr) *took = {milliseconds_since(start), cpu_milliseconds() - worked};
    must_be(200, response);
    return response;
  }

 private:
  Filling filling_;
  std::unique_ptr<desk::Desk> desk_;
  tests::Browser amina_, said_;
};

void pages(const store::fs::path& data, int rounds) {
  constexpr int kWarmUp = 3;
  Reader reader(data);
  std::array<std::vector<double>, kPages.size()> times, worked;
  for (int round = -kWarmUp; round < rounds; ++round) {
    for (std::size_t at = 0; at < kPages.size(); ++at) {
      Reader::Took took;
      reader.read(kPages[at], &took);
      if (round < 0) continue;
      times[at].push_back(took.wall_ms);
      worked[at].push_back(took.cpu_ms);
    }
  }
  base::Json out = base::Json::object();
  for (std::size_t at = 0; at < kPages.size(); ++at) {
    const Percentiles found = percentiles(times[at]);
    out.set(kPages[at].name, base::Json::object()
                                 .set("p50", found.p50)
                                 .set("p99", found.p99)
                                 .set("cpu", percentiles(worked[at]).p50));
  }
  std::cout << out.text() << "\n";
}

void weight(const store::fs::path& data) {
  Reader reader(data);
  base::Json out = base::Json::object();
  for (const Page& page : kPages) out.set(page.name, reader.read(page).body.size());
  for (const std::string_view asset : {"desk.css", "desk.js", "icons.svg", "frieze.svg"})
    out.set(asset, desk::asset_text(asset).size());
  std::cout << out.text() << "\n";
}

// In MB, of this process: what it has to itself and its share of the rest.
double pss_mb() {
  std::ifstream rollup("/proc/self/smaps_rollup");
  for (std::string line; std::getline(rollup, line);) {
    if (line.starts_with("Pss:")) return std::stod(line.substr(4)) / 1024;
  }
  return 0;
}

void letters(const store::fs::path& data) {
  const auto database = desk::DeskDatabase::open(data).value();
  const desk::Vault vault = desk::open_vault(desk::DeskPaths::of(data)).value();
  const double before = pss_mb();
  const Clock::time_point start = Clock::now();
  desk::Letters letters(*database, vault);
  while (!letters.find("hippopotame").value().is_complete)
    std::this_thread::sleep_for(base::Milliseconds(50));
  std::printf("{\"seconds\": %.2f, \"before_mb\": %.1f, \"after_mb\": %.1f}\n",
              milliseconds_since(start) / 1000, before, pss_mb());
}

// What kiosks, programs and clerks ask of a desk that serves, as one of several at once.
class Visitor {
 public:
  Visitor(std::string url, const store::fs::path& data, std::uint64_t seed)
      : url_(std::move(url)),
        filling_(data),
        dice_(seed),
        client_(platform::system::CurlClient::create({}).value()),
        kiosk_key_(bench::key_of_kiosk(data, kiosk())) {
    const base::HttpResponse form = send(request_for("GET", "/sign-in"));
    take_cookies(form);
    const base::HttpResponse in =
        send(form_for("/sign-in", base::cat("user=amina&password=", desk::percent_encoded(bench::kPassword),
                                            "&token=", token_in(form))));
    must_be(303, in);
    take_cookies(in);
    token_ = token_in(send(request_for("GET", "/account")));
    const auto database = desk::DeskDatabase::open(data).value();
    const desk::DeskUse use = database->use();
    for (std::int64_t id = 1; id <= kEnvelopesRepeated; ++id) {
      const auto entry = desk::find_case(use, id).value();
      if (entry && entry->kiosk == kiosk())
        envelopes_.push_back(
            {complaint::complaint_path(kiosk(), entry->uuid), desk::envelope_of(use, id).value()});
    }
  }

  // True where the answer was the one that was due.
  bool ask() {
    const std::size_t what = dice_.below(100);
    if (what < 20) {
      const auto& [path, bytes] = dice_.one_of(envelopes_);
      base::HttpRequest put = request_for("PUT", path);
      put.body = bytes;
      return send(put).status == 200;
    }
    if (what < 30)
      return send(signed_request("GET", complaint::answers_target(kiosk(), 0), "")).status == 200;
    if (what < 35)
      return send(signed_request("POST", complaint::health_path(kiosk()), R"({"program":"1.0"})")).status ==
             204;
    if (what < 40) return send(request_for("GET", "/assets/desk.css")).status == 200;
    const Page& page = dice_.one_of(kPages);
    const std::string target = filling_.filled(page.target);
    if (page.user == "said") return send(request_for("GET", "/healthz")).status == 200;
    if (page.method == "GET") return send(request_for("GET", target)).status == 200;
    const base::HttpResponse kept =
        send(form_for("/find", base::cat("token=", token_, "&number=", desk::percent_encoded(target))));
    if (kept.status != 303) return false;
    base::HttpRequest find{"GET", base::cat(url_, "/find"), {}, {}, ""};
    find.headers.emplace_back("Cookie", base::cat(cookies_, "; ", cookie_in(kept)));
    return send(find).status == 200;
  }

 private:
  static constexpr std::int64_t kEnvelopesRepeated = 1000;
  static complaint::KioskId kiosk() { return complaint::KioskId::parse("K-01").value(); }

  base::HttpRequest request_for(std::string_view method, std::string_view target) {
    base::HttpRequest request{std::string(method), base::cat(url_, target), {}, {}, ""};
    if (!cookies_.empty()) request.headers.emplace_back("Cookie", cookies_);
    return request;
  }
  base::HttpRequest form_for(std::string_view target, std::string_view form) {
    base::HttpRequest request = request_for("POST", target);
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = base::to_bytes(form);
    return request;
  }
  base::HttpRequest signed_request(std::string_view method, const std::string& target,
                                   std::string_view body) {
    base::HttpRequest request = request_for(method, target);
    request.body = base::to_bytes(body);
    complaint::sign_request(request, target, base::wall_now(), kiosk_key_);
    return request;
  }
  base::HttpResponse send(const base::HttpRequest& request) {
    return client_->send(request, kPatience).value();
  }
  static std::string cookie_in(const base::HttpResponse& response) {
    std::string_view value = base::header(response.headers, "Set-Cookie");
    return std::string(value.substr(0, value.find(';')));
  }
  void take_cookies(const base::HttpResponse& response) {
    for (const auto& [name, value] : response.headers) {
      if (name == "Set-Cookie" || name == "set-cookie")
        cookies_ = base::cat(cookies_, cookies_.empty() ? "" : "; ", value.substr(0, value.find(';')));
    }
  }
  static std::string token_in(const base::HttpResponse& response) {
    constexpr std::string_view kMark = "name=\"token\" value=\"";
    constexpr std::size_t kTokenSize = 64;
    const std::string page = tests::body_of(response);
    const std::size_t at = page.find(kMark);
    return at == std::string::npos ? std::string() : page.substr(at + kMark.size(), kTokenSize);
  }

  std::string url_, cookies_, token_;
  Filling filling_;
  bench::Dice dice_;
  std::unique_ptr<platform::system::CurlClient> client_;
  crypto::SigningKey kiosk_key_;
  std::vector<std::pair<std::string, base::Bytes>> envelopes_;
};

void load(const std::string& url, const store::fs::path& data, int count) {
  constexpr int kVisitors = 4;
  std::vector<std::unique_ptr<Visitor>> visitors;
  for (int visitor = 0; visitor < kVisitors; ++visitor)
    visitors.push_back(std::make_unique<Visitor>(url, data, static_cast<std::uint64_t>(count + visitor)));
  std::atomic<int> wrong = 0;
  const Clock::time_point start = Clock::now();
  share_out(kVisitors, count, [&](int visitor, int) {
    if (!visitors[static_cast<std::size_t>(visitor)]->ask()) ++wrong;
  });
  std::printf("{\"requests_a_second\": %.1f, \"wrong\": %d}\n", a_second(count, start), wrong.load());
}

}  // namespace

int main(int argc, char** argv) {
  base::use_time_zone(base::kMoroccoTimeZone);
  const std::vector<std::string> words(argv + 1, argv + argc);
  const auto is = [&](std::string_view part, std::size_t size) {
    return words.size() == size && words[0] == part;
  };
  if (is("fill", 3) || is("fill", 4)) {
    const Clock::time_point start = Clock::now();
    const bench::Filled filled =
        bench::fill_desk(words[1], std::stoi(words[2]), words.size() == 4 ? words[3] : "", base::wall_now());
    std::cout << base::Json::object()
                     .set("seconds", milliseconds_since(start) / 1000)
                     .set("cases", filled.cases)
                     .set("done", filled.done)
                     .set("merged", filled.merged)
                     .set("entries", filled.entries)
                     .set("records", filled.records)
                     .text()
              << "\n";
  } else if (is("accept", 4)) {
    accept(words[1], std::stoi(words[2]), std::stoi(words[3]));
  } else if (is("pages", 3)) {
    pages(words[1], std::stoi(words[2]));
  } else if (is("weight", 2)) {
    weight(words[1]);
  } else if (is("letters", 2)) {
    letters(words[1]);
  } else if (is("load", 4)) {
    load(words[1], words[2], std::stoi(words[3]));
  } else {
    std::fputs(
        "bench_desk fill DATA COUNT [URL], accept call|http THREADS COUNT, pages DATA ROUNDS,"
        " weight|letters DATA, load URL DATA COUNT\n",
        stderr);
    return 2;
  }
  return 0;
}

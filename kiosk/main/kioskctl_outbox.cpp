// kioskctl outbox: the queue of complaints of a state folder, while no kiosk runs on it. Never plain text
// out.

#include <iostream>
#include <string>

#include "kiosk/base/json.h"
#include "kiosk/complaint/stick_mail.h"
#include "kiosk/main/clock_quality.h"
#include "kiosk/main/kioskctl.h"
#include "kiosk/main/standard_output.h"

namespace kiosk::main {
namespace {

using base::Error;
using base::Json;
using base::Result;
using complaint::Draft;
using complaint::DraftError;
namespace fs = std::filesystem;

constexpr std::size_t kLineMaxSize = 64 * 1024;

struct Opened {
  complaint::Identity identity;
  std::unique_ptr<complaint::Ledger> ledger;
  std::unique_ptr<complaint::Outbox> outbox;
  fs::path state;
};

Result<std::unique_ptr<Opened>> open_outbox(const fs::path& state) {
  auto opened =
      std::make_unique<Opened>(Opened{TRY(complaint::Identity::load(state)), nullptr, nullptr, state});
  opened->ledger = TRY(complaint::Ledger::open(state / "outbox", opened->identity.id));
  opened->outbox = TRY(complaint::Outbox::open(state / "outbox", *opened->ledger, opened->identity));
  return opened;
}

Error bad_line(std::string_view why) { return {DraftError::not_text, std::string(why)}; }

// One member of a line into the draft.
Result<void> take_member(Draft& draft, std::string_view name, const Json& value) {
  if (value.is_null()) return base::done();
  if (value.string() == nullptr) return bad_line(base::cat("\"", name, "\" is not a string"));
  const std::string& text = *value.string();
  if (name == "kind") {
    const std::optional<complaint::Kind> kind = complaint::parse_kind(text);
    if (!kind) return bad_line("\"kind\" is complaint, observation or suggestion");
    draft.kind = *kind;
  } else if (name == "contact") {
    const std::optional<complaint::Contact> contact = complaint::parse_contact(text);
    if (!contact) return bad_line("\"contact\" is call, sms or none");
    draft.contact = *contact;
  } else if (name == "language") {
    const std::optional<base::Language> language = base::parse_language(text);
    if (!language) return bad_line("\"language\" is ar, fr or en");
    draft.language = *language;
  } else if (name == "category") {
    draft.category = text;
  } else if (name == "district") {
    draft.district = text;
  } else if (name == "neighbourhood") {
    draft.neighbourhood = std::string_view(text);
  } else if (name == "landmark") {
    draft.landmark = std::string_view(text);
  } else if (name == "text") {
    draft.text = std::string_view(text);
  } else if (name == "name") {
    draft.name = std::string_view(text);
  } else if (name == "phone") {
    draft.phone = std::string_view(text);
  } else {
    return bad_line(base::cat("\"", name, "\" is not a member of a complaint"));
  }
  return base::done();
}

Result<complaint::Complaint> read_line(std::string_view line) {
  if (line.size() > kLineMaxSize) return bad_line("a line over its limit");
  const Json json = TRY(Json::parse(line));
  TRY(json.need_string("kind"));
  TRY(json.need_string("text"));
  Draft draft;
  for (const auto& [name, value] : *json.members()) TRY(take_member(draft, name, value));
  const Json* contact = json.find("contact");
  const bool says_how = contact != nullptr && !contact->is_null();
  if (!says_how && !draft.phone.empty()) draft.contact = complaint::Contact::call;
  return complaint::complete(draft, complaint::Origin::paper);
}

Result<void> put_line(complaint::Outbox& outbox, std::string_view line) {
  const complaint::Complaint complaint = TRY(read_line(line));
  const complaint::ReceiptCode code = complaint::ReceiptCode::random();
  const base::Timestamp now = base::wall_now();
  const auto start = std::chrono::steady_clock::now();
  const complaint::Receipt receipt = TRY(outbox.file({complaint, code, nullptr}, {now, clock_quality(now)}));
  const auto taken =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  std::cout << receipt.code.digits() << " " << receipt.uuid.text() << " " << taken.count() << std::endl;
  // A code that was lost cannot be had again: it is said at least here.
  if (!std::cout) {
    return Error(OutputError::not_written,
                 base::cat("complaint ", receipt.uuid.text(), " is queued, its code ", receipt.code.digits(),
                           " could not be written"));
  }
  return base::done();
}

int put(complaint::Outbox& outbox) {
  int exit_code = 0;
  std::string line;
  for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Result<void> filed = put_line(outbox, line);
    crypto::wipe(line);
    if (filed) continue;
    std::cerr << "line " << number << ": ";
    exit_code = refuse(filed.error());
  }
  return exit_code;
}

Json to_json(const complaint::OutboxItem& item) {
  Json out = Json::object()
                 .set("uuid", item.uuid.text())
                 .set("sequence", item.sequence)
                 .set("state", complaint::slug_of(item.state))
                 .set("filed", base::to_iso8601(item.created_at))
                 .set("bytes", item.size_bytes)
                 .set("attempts", item.attempts)
                 .set("reason", item.reason);
  out.set("delivered", item.delivered_at ? Json(base::to_iso8601(*item.delivered_at)) : Json());
  out.set("case", item.case_number);
  return out;
}

int list(complaint::Outbox& outbox) {
  const Result<std::vector<complaint::OutboxItem>> items = outbox.list();
  if (!items) return refuse(items.error());
  const Result<std::vector<std::string>> quarantined = outbox.quarantined();
  if (!quarantined) return refuse(quarantined.error());
  for (const complaint::OutboxItem& item : *items) std::cout << to_json(item).text() << "\n";
  for (const std::string& name : *quarantined) {
    std::cout << Json::object().set("state", "quarantined").set("file", name).text() << "\n";
  }
  return 0;
}

int stats(complaint::Outbox& outbox) {
  const Result<complaint::OutboxStats> stats = outbox.stats();
  if (!stats) return refuse(stats.error());
  std::cout << Json::object()
                   .set("queued", stats->queued)
                   .set("delivered", stats->delivered)
                   .set("failed", stats->failed)
                   .text()
            << "\n";
  return 0;
}

enum class RepliesError { none, foreign };
std::string_view name_of(RepliesError code) {
  return code == RepliesError::none ? "no-replies" : "not-from-the-cell";
}

// What the desk has sent back; what it gives is the caller's to tell.
Result<complaint::Replies> take_in(Opened& opened, const std::string& folder) {
  complaint::AnswerStore answers(*opened.ledger);
  complaint::Replies replies = TRY(complaint::take_replies(folder, *opened.outbox, answers, opened.identity));
  if (replies.cell_key) TRY(complaint::keep_cell_key(opened.state, *replies.cell_key));
  return replies;
}

int export_to(Opened& opened, const std::string& folder) {
  const Result<void> made = store::make_folder(folder);
  if (!made) return refuse(made.error());
  // What is written now takes the place of what came back with the stick.
  const Result<complaint::Replies> replies = take_in(opened, folder);
  if (!replies) return refuse(replies.error());
  complaint::AnswerStore answers(*opened.ledger);
  const Result<int> count = complaint::put_waiting(folder, *opened.outbox, answers, opened.identity);
  if (!count) return refuse(count.error());
  std::cout << *count << " sealed complaints exported; they stay queued until the desk acknowledges them\n";
  return 0;
}

int take_replies(Opened& opened, const std::string& folder) {
  const Result<complaint::Replies> replies = take_in(opened, folder);
  if (!replies) return refuse(replies.error());
  const bool nothing = replies->delivered + replies->records + replies->foreign == 0 && !replies->cell_key;
  if (nothing)
    return refuse(Error(RepliesError::none,
                        base::cat("nothing for ", opened.identity.id.text(), " came back in ", folder,
                                  ": `outbox export` writes there, and `kiosk-desk import` answers")));
  std::cout << "confirmed by the cell: " << replies->delivered << ", news of complaints: " << replies->records
            << (replies->cell_key ? ", and the cell's new key" : "") << "\n";
  if (replies->foreign == 0) return 0;
  return refuse(
      Error(RepliesError::foreign, base::cat(replies->foreign,
                                             " files are damaged, or not signed by the cell's key that "
                                             "this kiosk knows; the complaints stay queued")));
}

int retry(complaint::Outbox& outbox, const std::string& text) {
  const Result<base::Uuid> uuid = base::Uuid::parse(text);
  if (!uuid) return refuse(uuid.error());
  const Result<void> queued = outbox.retry(*uuid);
  return queued ? 0 : refuse(queued.error());
}

struct Choices {
  std::string state;
  std::string to, from;
  std::string uuid;
};

}  // namespace

void add_outbox_commands(CLI::App& app, int& exit_code) {
  CLI::App* outbox =
      app.add_subcommand("outbox", "the queue of sealed complaints (while no kiosk runs on it)");
  outbox->require_subcommand(1);
  const auto choices = std::make_shared<Choices>();
  const auto add = [&](const char* name, const char* about, std::function<int(Opened&)> work) {
    CLI::App* command = outbox->add_subcommand(name, about);
    command->add_option("--state", choices->state, "the kiosk's state folder")->required();
    command->callback([choices, &exit_code, work = std::move(work)] {
      const Result<std::unique_ptr<Opened>> opened = open_outbox(choices->state);
      if (!opened && opened.error().is(store::StoreError::busy)) {
        exit_code = refuse(
            Error(store::StoreError::busy, "another program works on this outbox; stop the kiosk first"));
      } else {
        exit_code = opened ? work(**opened) : refuse(opened.error());
      }
    });
    return command;
  };
  add("put", "queue a complaint a JSON line of standard input; prints CODE UUID MICROSECONDS for each",
      [](Opened& opened) { return put(*opened.outbox); });
  add("list", "every complaint, one JSON object a line; no plain text",
      [](Opened& opened) { return list(*opened.outbox); });
  add("stats", "how many are queued, delivered and failed, as JSON",
      [](Opened& opened) { return stats(*opened.outbox); });
  add("export", "copy sealed complaints that wait to a folder, for `kiosk-desk import`",
      [choices](Opened& opened) { return export_to(opened, choices->to); })
      ->add_option("--to", choices->to, "the folder, for example on a USB stick")
      ->required();
  add("replies", "take in what `kiosk-desk import` wrote back to the stick: confirmations and answers",
      [choices](Opened& opened) { return take_replies(opened, choices->from); })
      ->add_option("--from", choices->from, "the folder that was exported to")
      ->required();
  add("retry", "queue a complaint again that was set aside",
      [choices](Opened& opened) { return retry(*opened.outbox, choices->uuid); })
      ->add_option("id", choices->uuid, "its uuid, as `list` shows it")
      ->required();
}

}  // namespace kiosk::main

#pragma once
// What travels on a stick between kiosks and the desk where there is no network: the same bytes as over it,
// as files of one folder, kStickFolder where the kiosk's screen makes it. Names begin with the kiosk's id, so
// one stick serves many.
//
//   <kiosk>-<uuid>.env           a waiting envelope                             kiosk -> desk
//   <kiosk>.after                the number of the last answer the kiosk has    kiosk -> desk
//   replies/<kiosk>-<uuid>.ack   what a PUT of the envelope answers             desk -> kiosk
//   replies/<kiosk>-<n>.page     pages of answers after that number, n = 1...   desk -> kiosk
//   replies/cell-links.json      how the cell's key changed (cell_keys.h)       desk -> kiosk
//
// Everything that comes back is signed by the cell, so it does not matter who carried the stick; stick and
// network may be used in any order: what is known already changes nothing. Calls touch the disk and may be
// slow: not the screen's thread.

#include "kiosk/complaint/answer_store.h"
#include "kiosk/complaint/outbox.h"

namespace kiosk::complaint {

constexpr std::string_view kStickFolder = "sealed-complaints";
constexpr std::string_view kRepliesFolder = "replies", kAckEnding = ".ack", kPageEnding = ".page",
                           kAfterEnding = ".after", kLinksFile = "cell-links.json";
constexpr int kPagesOnStickMax = 10'000;

struct Replies {
  int delivered = 0;  // complaints that the cell confirms with this stick
  int records = 0;    // news of complaints, known or not
  int foreign = 0;    // files for this kiosk that the cell it knows has not signed
  std::optional<crypto::CellPublicKey> cell_key;  // a newer one: the caller's to keep (Identity)
};

// Takes in what the desk sent back to this kiosk. Files that are not for it are passed over, those
// not signed or not whole are counted; an error is the kiosk's own disk's.
base::Result<Replies> take_replies(const store::fs::path& folder, Outbox& outbox, AnswerStore& answers,
                                   const Identity& identity);

// Puts on what waits; the files of this kiosk that are of no more use go. How many complaints.
base::Result<int> put_waiting(const store::fs::path& folder, Outbox& outbox, AnswerStore& answers,
                              const Identity& identity);

}  // namespace kiosk::complaint

#pragma once
// How the complaints cell's key changes while kiosks know the old one and complaints wait sealed to it. A
// link says which key follows, signed by the one before it:
//
//   {"from":"<id of the key before, hex>","key":"<the next one's public file>","at":ms,"signature"}
//
// The desk keeps every link there ever was, in order, and its old secret keys as long as anything sealed to
// them may come. A kiosk names the key it knows with every request; the desk answers signed by that key, with
// the links that lead on from it (protocol.h); from then on the kiosk seals to the last one. What waited is
// sent as it is. A kiosk follows no other way: content packs cannot redirect complaints, and a key that was
// lost or stolen is replaced by hand on each kiosk (`kioskctl key cell`).

#include <string>
#include <vector>

#include "kiosk/base/json.h"
#include "kiosk/base/time.h"
#include "kiosk/crypto/key_file.h"

namespace kiosk::complaint {

constexpr std::size_t kKeyLinksMax = 64;

std::string write_key_link(const crypto::CellSecretKey& from, const crypto::CellPublicKey& next,
                           base::Timestamp now);

// The last key that the links lead to, by signatures alone; `known` itself where none leads on.
crypto::CellPublicKey newest_cell_key(const crypto::CellPublicKey& known,
                                      const std::vector<std::string>& links);

// Those after the key with this id; empty where nothing follows it.
std::vector<std::string> links_after(const crypto::CellKeyId& id, const std::vector<std::string>& links);

// As they stand in a file or a page: an array of strings.
base::Json to_json(const std::vector<std::string>& links);
base::Result<std::vector<std::string>> key_links_of(const base::Json& json);

}  // namespace kiosk::complaint

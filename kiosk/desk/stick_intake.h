#pragma once
// A stick that comes from kiosks (complaint/stick_mail.h): its envelopes are taken in like what the network
// brings, and what the network would have answered is written back to it: an ack each, and the answers that
// the kiosks have not seen. A stick that cannot be written is read all the same. Any thread.

#include "kiosk/desk/cases.h"

namespace kiosk::desk {

struct StickIntake {
  int stored = 0, known = 0;
  struct Refused {
    std::string file;
    std::string reason;
    std::string message;
  };
  std::vector<Refused> refused;
  int acks = 0, pages = 0;                // written back
  store::fs::path folder;                 // where the files were
  std::optional<base::Error> not_listed;  // the folder, or some of it, could not be read
  std::optional<base::Error> not_written;
};

// `folder` is what a kiosk wrote to, or the stick that has it under the name the kiosk's screen gives it.
StickIntake take_stick(DeskDatabase& database, const Vault& vault, const store::fs::path& folder,
                       base::Timestamp now);

}  // namespace kiosk::desk

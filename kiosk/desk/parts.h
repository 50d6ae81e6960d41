#pragma once
// What the desk's request handlers share. Everything outlives them; all of it may be used from any thread.

#include <functional>

#include "kiosk/desk/desk_database.h"
#include "kiosk/desk/letters.h"
#include "kiosk/desk/names.h"
#include "kiosk/desk/ticket_worker.h"
#include "kiosk/desk/vault.h"

namespace kiosk::desk {

class AskLimiter;  // kiosk_api.h

// A document of papers.h becomes a PDF; empty if this desk has nothing to make it with. Any thread.
using PaperPrinter = std::function<base::Result<std::string>(const std::string& document)>;

struct Parts {
  DeskDatabase& database;
  const Vault& vault;
  const Names& names;
  TicketWorker& worker;
  AskLimiter& asks;
  Letters& letters;
  const PaperPrinter& print;
};

}  // namespace kiosk::desk

#pragma once
// What the desk's request handlers share. Everything outlives them; all of it may be used from any thread.

#include "kiosk/desk/desk_database.h"
#include "kiosk/desk/letters.h"
#include "kiosk/desk/names.h"
#include "kiosk/desk/ticket_worker.h"
#include "kiosk/desk/vault.h"

namespace kiosk::desk {

class AskLimiter;  // kiosk_api.h

struct Parts {
  DeskDatabase& database;
  const Vault& vault;
  const Names& names;
  TicketWorker& worker;
  AskLimiter& asks;
  Letters& letters;
};

}  // namespace kiosk::desk

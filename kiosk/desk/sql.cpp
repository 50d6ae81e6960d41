#include "kiosk/desk/sql.h"

namespace kiosk::desk {

using base::Result;

Result<void> Statement::run() {
  while (TRY(step())) {
  }
  return base::done();
}

Result<Transaction> Transaction::begin(Connection& connection) {
  TRY(connection.begin());
  return Transaction(connection);
}

Transaction::~Transaction() {
  if (connection_ != nullptr) connection_->rollback();
}

Result<void> Transaction::commit() {
  TRY(connection_->commit());
  connection_ = nullptr;
  return base::done();
}

}  // namespace kiosk::desk

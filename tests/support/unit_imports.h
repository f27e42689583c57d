// Lists of units as an administrator of the helpline changes them.
#pragma once

#include <string>
#include <vector>

#include "hotline/v1/directory.pb.h"
#include "support/running_service.h"

namespace hotline::test {

/// Rows with these columns, laid over the list in use; carried out.
v1::ImportUnitsRequest amending(const std::string& rows);
/// One commune of Lục Nam, by its row: ended on that day and followed by another, both by code.
v1::ImportUnitsRequest ending(const std::string& code_and_name, const std::string& day,
                              const std::string& follower);

/// What takes back the last import as it is now; of a version that is none where there was no import.
v1::UndoImportUnitsRequest undo_of_last_import(RunningService& service);
/// The same, done.
v1::UndoImportUnitsResponse undo_last_import(RunningService& service);

/// The successions in the history of a case, "from > to" with what is said of each, as the helpline reads it.
std::vector<std::string> successions_in(RunningService& service, const std::string& case_id);

}  // namespace hotline::test
